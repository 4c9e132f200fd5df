#!/usr/bin/env python3
"""Finds every place of the program that can create an approval, and every hand on the way to it.

usage: approval_sites.py CHECKOUT

An approval is made in one place, from one press, which is made in one place. A second place anywhere fails, and so does
a rule that finds nothing (the code moved and nobody told this test). Each rule is also tried on planted second sites, in
every spelling that anybody may think of.
"""
import pathlib
import re
import sys

# What is looked for in app, core and ui, without comments and strings, and the files where it may stand, as often as the
# file is named.
RULES = [
    ("an Approval is constructed", r"(?<!class )\bApproval\b(?:\s+\w+)?\s*[({](?!Command command)",
     ["core/review/Approver.cpp"]),
    ("an Approval is emplaced or made by a template", r"\b\w+\s*<[^<>;(){}]*\bApproval\b", []),
    ("somebody is a friend of Approval", r"friend\s+class\s+Approver\b", ["core/model/Approval.h"]),
    ("the store takes an approval", r"\b(?:m_)?store\w*\s*(?:\(\)\s*)?(?:\.|->)\s*approve\s*\(", ["core/review/Approver.cpp"]),
    ("the approver is asked", r"\b(?:m_)?approver\w*\s*(?:\(\)\s*)?(?:\.|->)\s*approve\s*\(",
     ["core/review/InboxSession.cpp", "core/review/ReviewSession.cpp"]),
    ("the desk or the inbox is told of a press",
     r"\b(?:m_)?(?:review|inbox)\w*\s*(?:\(\)\s*)?(?:\.|->)\s*approve\s*\(", ["ui/desk/DeskView.cpp", "ui/inbox/InboxView.cpp"]),
    # By whatever name it goes there: the sites above, and the store's own two steps to its table.
    ("anything is told to approve", r"(?:\.|->)\s*(?:\w+\s*::\s*)?approve\s*\(",
     ["core/review/Approver.cpp", "core/review/InboxSession.cpp", "core/review/ReviewSession.cpp", "core/store/Store.cpp",
      "ui/desk/DeskView.cpp", "ui/inbox/InboxView.cpp"]),
    ("approve is handed on to be called elsewhere", r"&\s*(?:\w+\s*::\s*)+approve\b", []),
    ("a Press is made", r"(?<!struct )\bPress\b(?!\s*[&>])", ["ui/widgets/PressGuard.cpp"]),
    ("a Press is held or made by a template", r"\b\w+\s*<[^<>;(){}]*\bPress\b",
     ["ui/widgets/PressGuard.h"] * 3 + ["ui/widgets/PressGuard.cpp"] * 3),
    ("a Press is made where it is handed on", r"\b(?:approve|pressed|spend|noteRefusal|send)\s*\(\s*\{", []),
    ("something else than the press is handed on", r"(?:\.|->)\s*approve\s*\(\s*(?!(?:press|approval)\b)", []),
]
# Spellings of each, all of which have to be seen.
PLANTED = {
    "an Approval is constructed": [
        "auto x = Approval{command, phone, zones, until};",
        "const Approval approval(command, phone, zones, until);",
        "return Approval(command, phone, zones, until);",
    ],
    "an Approval is emplaced or made by a template": [
        "auto x = std::make_unique<Approval>(command);",
        "std::optional<Approval> x; x.emplace(command);",
        "std::vector<textbank::Approval> all; all.emplace_back(command);",
        "variant.emplace<Approval>(command);",
    ],
    "somebody is a friend of Approval": ["friend class Approver;"],
    "the store takes an approval": [
        "m_store.approve(approval);",
        "store->approve(approval);",
        "runtime.store().approve(approval);",
    ],
    "the approver is asked": [
        "approver->approve(press, shown);",
        "m_approver.approve(press, shown);",
        "session.approver().approve(press, shown);",
    ],
    "the desk or the inbox is told of a press": [
        "shift.review.approve(press, contact, text);",
        "m_review->approve(press, contact, text);",
        "m_inbox.approve(press, contact, text);",
        "runtime.review().approve(press, contact, text);",
        "m_runtime->inbox()->approve(press, contact, text);",
        "reviewSession.approve(press, contact, text);",
        "review\n    .approve(press, contact, text);",
    ],
    "anything is told to approve": [
        "desk.approve(press, contact, text);",
        "(*session)->approve(press, contact, text);",
        "sessions.front().ReviewSession::approve(press, contact, text);",
    ],
    "approve is handed on to be called elsewhere": [
        "std::invoke(&ReviewSession::approve, review, press, contact, text);",
        "connect(keys, &SendKeys::pressed, review, &textbank::ReviewSession::approve);",
    ],
    "a Press is made": [
        "Press press;",
        "auto x = Press{1, InputKind::Key};",
        "auto x = Press(1, InputKind::Key);",
        "const Press press{1, InputKind::Key};",
        "static Press g_press = {};",
        "auto* x = new Press;",
        "using Finger = Press;",
    ],
    "a Press is held or made by a template": [
        "auto x = std::make_unique<Press>();",
        "std::optional<Press> x; x.emplace(1, InputKind::Key);",
        "variant.emplace<textbank::Press>();",
        "QList<Press> all; all.emplaceBack();",
    ],
    "a Press is made where it is handed on": [
        "shift.review.approve({1, InputKind::Key}, contact, text);",
        "emit pressed({1, InputKind::Key});",
    ],
    "something else than the press is handed on": ["shift.review.approve(finger, contact, text);"],
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
        for path in sorted(set(allowed)):
            if places.count(path) != allowed.count(path):
                wrong.append(f"{name}: {places.count(path)} times in {path}, expected {allowed.count(path)}")
    return wrong


def main():
    files = list(sources(pathlib.Path(sys.argv[1])))
    wrong = check(files)
    for name, _, _ in RULES:
        lines = PLANTED.get(name, [])
        if not lines:
            wrong.append(f"nothing is planted for the rule '{name}'")
        for line in lines:
            if f"{name}: also in ui/planted.cpp" not in check([("ui/planted.cpp", NOISE.sub(" ", line))]):
                wrong.append(f"the rule '{name}' does not see {line!r}")
    for line in wrong:
        print(line)
    print(f"{len(files)} files, {len(RULES)} rules, {len(wrong)} wrong")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
