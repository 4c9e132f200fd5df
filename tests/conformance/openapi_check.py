#!/usr/bin/env python3
"""Holds recorded traffic of the gateway's server and client against the published document.

openapi_check.py OPENAPI TRANSCRIPT

The transcript is JSON Lines: {"kind": "exchange", ...} as it went over the line, {"kind": "document", "schema", "value"}
for documents that a test has no traffic for, and one {"kind": "routes", "routes": [[method, path]]} of all the server has.
Fails when anything on the line is not as documented, member by member, and when a documented route, success status,
problem type, command or change was never seen.
"""
import json
import re
import sys
from urllib.parse import parse_qsl, unquote, urlsplit

try:
    import yaml
    from jsonschema import Draft202012Validator
except ImportError as missing:
    sys.exit(f"{missing}: install python3-yaml and python3-jsonschema (4.0 or newer)")

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
# Failures of HTTP itself may meet any request, documented or not.
HTTP_FAILURES = {400, 404, 405, 408, 413, 415, 417, 431, 503}


def seal(node, bases):
    """Members that the document does not name may be ignored by a reader, but must not be written by us."""
    if isinstance(node, list):
        for item in node:
            seal(item, bases)
        return
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key not in ("example", "examples", "enum", "const", "default", "anyOf"):
            seal(value, bases)
    if ("properties" in node or "allOf" in node) and node.get("type") == "object" and id(node) not in bases:
        node.setdefault("unevaluatedProperties", False)


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.root = yaml.safe_load(file)
        self.schemas = self.root["components"]["schemas"]
        bases = set()
        for schema in self.schemas.values():
            for part in schema.get("allOf", []):
                bases.add(id(self.resolve(part)))
        seal(self.schemas, bases)
        self.routes = {}
        for path_template, item in self.root["paths"].items():
            for method in METHODS:
                if method in item:
                    parameters = item.get("parameters", []) + item[method].get("parameters", [])
                    self.routes[(method.upper(), path_template)] = (item[method], [self.resolve(p) for p in parameters])

    def resolve(self, node):
        while "$ref" in node:
            target = self.root
            for part in node["$ref"][2:].split("/"):
                target = target[part]
            node = target
        return node

    def errors(self, schema, value):
        whole = {**schema, "components": self.root["components"]}
        found = sorted(Draft202012Validator(whole).iter_errors(value), key=lambda e: list(map(str, e.path)))
        for error in found[:3]:
            best = error
            while best.context:
                best = min(best.context, key=lambda e: (-len(list(e.absolute_path)), len(e.message)))
            yield f"{'/'.join(map(str, best.absolute_path))}: {best.message[:300]}"

    def match(self, method, path):
        for (route_method, template) in self.routes:
            pattern = re.sub(r"\\\{[^/]+\\\}", "([^/]+)", re.escape(template))
            found = re.fullmatch(pattern, path)
            if route_method == method and found:
                return (route_method, template), [unquote(part) for part in found.groups()]
        return None, []


class Check:
    def __init__(self, document):
        self.document = document
        self.failures = []
        self.seen_routes = set()
        self.seen_successes = set()
        self.seen_types = set()
        self.count = 0

    def fail(self, where, what):
        self.failures.append(f"{where}: {what}")

    def validate(self, where, schema, value):
        for error in self.document.errors(schema, value):
            self.fail(where, error)
        self.note_types(value)

    def note_types(self, value):
        if isinstance(value, dict):
            if isinstance(value.get("type"), str):
                self.seen_types.add(value["type"])
            for inner in value.values():
                self.note_types(inner)
        elif isinstance(value, list):
            for inner in value:
                self.note_types(inner)

    def header(self, where, name, spec, headers):
        spec = self.document.resolve(spec)
        value = headers.get(name.lower())
        if value is None:
            if spec.get("required"):
                self.fail(where, f"header {name} is missing")
            return
        self.validate(f"{where} header {name}", spec["schema"], value)

    def body(self, where, content, headers, text):
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in content:
            self.fail(where, f"content type '{kind}' is not documented")
            return
        if not kind.endswith("json"):
            return
        try:
            value = json.loads(text)
        except ValueError as error:
            self.fail(where, f"not JSON: {error}")
            return
        self.validate(where, content[kind]["schema"], value)
        return value

    def request(self, where, operation, parameters, groups, exchange):
        url = urlsplit(exchange["target"])
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        in_path = [p for p in parameters if p["in"] == "path"]
        for parameter, value in zip(in_path, groups):
            self.validate(f"{where} {parameter['name']}", parameter["schema"], value)
        documented = {p["name"]: p for p in parameters if p["in"] == "query"}
        for name, value in query.items():
            if name not in documented:
                self.fail(where, f"query parameter {name} is not documented")
                continue
            if documented[name]["schema"].get("type") == "integer" and re.fullmatch(r"-?\d+", value):
                value = int(value)
            self.validate(f"{where} {name}", documented[name]["schema"], value)
        if operation.get("security") != [] and "authorization" not in exchange["requestHeaders"]:
            self.fail(where, "a token is required")
        if "requestBody" in operation:
            self.body(f"{where} request", self.document.resolve(operation["requestBody"])["content"],
                      exchange["requestHeaders"], exchange["requestBody"])
        elif exchange["requestBody"]:
            self.fail(where, "a request body is not documented")

    def answer(self, where, operation, exchange):
        status = exchange["status"]
        responses = operation["responses"]
        key = next((k for k in (str(status), f"{str(status)[0]}XX", "default") if k in responses), None)
        if key is None:
            self.fail(where, "status is not documented")
            return
        response = self.document.resolve(responses[key])
        headers = exchange["answerHeaders"]
        self.header(where, "Date", {"$ref": "#/components/headers/Date"}, headers)
        for name, spec in response.get("headers", {}).items():
            self.header(where, name, spec, headers)
        if status in (429, 503):
            self.header(where, "Retry-After", {"$ref": "#/components/headers/RetryAfter"}, headers)
        text = exchange["answerBody"]
        if exchange["method"] == "HEAD":
            return
        if "content" not in response:
            if text:
                self.fail(where, "a body is not documented")
            return
        value = self.body(where, response["content"], headers, text)
        if status >= 400 and isinstance(value, dict) and value.get("status") != status:
            self.fail(where, f"the problem says status {value.get('status')}")

    def exchange(self, number, exchange):
        self.count += 1
        status = exchange["status"]
        path = urlsplit(exchange["target"]).path
        where = f"line {number}: {exchange['method']} {path} {status}"
        method = "GET" if exchange["method"] == "HEAD" else exchange["method"]
        route, groups = self.document.match(method, path)
        if route is None:
            if status not in HTTP_FAILURES:
                self.fail(where, "an undocumented route was answered")
                return
            response = {"responses": {"default": {"$ref": "#/components/responses/Problem"}}}
            self.answer(where, response, exchange)
            return
        operation, parameters = self.document.routes[route]
        if status < 400:
            self.seen_routes.add(route)
            self.seen_successes.add((route, str(status)))
            self.request(where, operation, parameters, groups, exchange)
        self.answer(where, operation, exchange)

    def run(self, transcript):
        served = None
        for number, line in enumerate(transcript, 1):
            entry = json.loads(line)
            if entry["kind"] == "routes":
                served = {(method, path) for method, path in entry["routes"]}
            elif entry["kind"] == "document":
                self.validate(f"line {number}: {entry['schema']}",
                              {"$ref": f"#/components/schemas/{entry['schema']}"}, entry["value"])
            else:
                self.exchange(number, entry)
        self.coverage(served)

    def coverage(self, served):
        documented = set(self.document.routes)
        if served is None:
            self.fail("transcript", "it does not say which routes there are")
        else:
            for route in sorted(documented - served):
                self.fail(" ".join(route), "documented, but the server does not have it")
            for route in sorted(served - documented):
                self.fail(" ".join(route), "the server has it, but it is not documented")
        for route in sorted(documented):
            operation = self.document.routes[route][0]
            for status in operation["responses"]:
                if status[0] in "23" and (route, status) not in self.seen_successes:
                    self.fail(" ".join(route), f"never answered {status}")
        schemas = self.document.schemas
        wanted = set(schemas["Problem"]["properties"]["type"]["enum"])
        for union in ("Command", "Change", "RoomCommand"):
            for branch in schemas[union]["oneOf"]:
                kind = self.document.resolve(branch)["properties"]["type"]
                wanted |= {kind["const"]} if "const" in kind else set(kind["enum"])
        for kind in sorted(wanted - self.seen_types):
            self.fail(kind, "never seen")


def main():
    document = Document(sys.argv[1])
    check = Check(document)
    for name, example in document.root["components"].get("examples", {}).items():
        schema = "Problem" if name == "Malformed" else name
        for error in document.errors({"$ref": f"#/components/schemas/{schema}"}, example["value"]):
            check.fail(f"example {name}", error)
    with open(sys.argv[2], encoding="utf-8") as transcript:
        check.run(transcript)
    for failure in check.failures:
        print("FAIL", failure)
    print(f"{check.count} exchanges, {len(check.seen_routes)} of {len(document.routes)} routes, "
          f"{len(check.failures)} failures")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
