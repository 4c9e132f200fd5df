#!/usr/bin/env python3
"""Finds every place of the program that can create an approval, and every hand on the way to it.

usage: approval_sites.py CHECKOUT

An approval is made in one place, from one press, which is made in one place. A second place anywhere fails, and so does
a rule that finds nothing (the code moved and nobody told this test). Each rule is also tried on a planted second site.
"""
import pathlib
import re
import sys

# What is looked for in app, core and ui, without comments and strings, and the files where it may stand, once each.
RULES = [
    ("an Approval is constructed", r"(?<!class )\bApproval\b(?:\s+\w+)?\s*[({](?!Command command)",
     ["core/review/Approver.cpp"]),
    ("an Approval is emplaced or made by a template", r"(?:make_(?:unique|shared)|optional|emplace\w*)\s*<\s*Approval\b", []),
    ("somebody is a friend of Approval", r"friend\s+class\s+Approver\b", ["core/model/Approval.h"]),
    ("the store takes an approval", r"\b(?:m_)?store\w*\s*(?:\(\)\s*)?(?:\.|->)\s*approve\s*\(", ["core/review/Approver.cpp"]),
    ("the approver is asked", r"\b(?:m_)?approver\s*(?:\.|->)\s*approve\s*\(",
     ["core/review/InboxSession.cpp", "core/review/ReviewSession.cpp"]),
    ("the desk or the inbox is told of a press", r"\b(?:review|inbox)\s*(?:\.|->)\s*approve\s*\(",
     ["ui/desk/DeskView.cpp", "ui/inbox/InboxView.cpp"]),
    ("a Press is made", r"(?<!struct )(?<!const )\bPress\b\s+\w+\s*[;={]|\bPress\s*\{(?!\s*quint64|\s*$)",
     ["ui/widgets/PressGuard.cpp"]),
]
PLANTED = {
    "an Approval is constructed": "auto x = Approval{command, phone, zones, until};",
    "an Approval is emplaced or made by a template": "auto x = std::make_unique<Approval>(command);",
    "somebody is a friend of Approval": "friend class Approver;",
    "the store takes an approval": "m_store.approve(approval);",
    "the approver is asked": "approver->approve(press, shown);",
    "the desk or the inbox is told of a press": "shift.review.approve(press, contact, text);",
    "a Press is made": "Press press;",
}
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)


def sources(root):
    for top in ("app", "core", "ui"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix in (".h", ".cpp"):
                yield file.relative_to(root).as_posix(), NOISE.sub(" ", file.read_text(encoding="utf-8"))


def check(files):
    wrong = []
    for name, pattern, allowed in RULES:
        places = [path for path, text in files for _ in re.finditer(pattern, text)]
        for path in places:
            if path not in allowed:
                wrong.append(f"{name}: also in {path}")
        for path in allowed:
            if places.count(path) != 1:
                wrong.append(f"{name}: {places.count(path)} times in {path}, expected once")
    return wrong


def main():
    files = list(sources(pathlib.Path(sys.argv[1])))
    wrong = check(files)
    for name, line in PLANTED.items():
        if not any(problem.startswith(name) for problem in check(files + [("ui/planted.cpp", line)])):
            wrong.append(f"the rule '{name}' does not see a planted site")
    for line in wrong:
        print(line)
    print(f"{len(files)} files, {len(RULES)} rules, {len(wrong)} wrong")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
