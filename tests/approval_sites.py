#!/usr/bin/env python3
"""Finds every place of the program that can create an approval, and every hand on the way to it.

usage: approval_sites.py CHECKOUT

An approval is made in one place, from one press, which is made in one place. A second place anywhere fails, and so does
a rule that finds nothing (the code moved and nobody told this test). Likewise for what could stand in for a finger: input
that the program makes up itself, each at its known sites. Each rule is also tried on planted second sites, in every
spelling that anybody may think of.
"""
import pathlib
import re
import sys

INPUT = r"(?:Q(?:Key|Mouse|Touch|Tablet|Pointer|SinglePoint|Input|InputMethod|Shortcut)Event|RehearsedKey)"
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
    ("somebody is told of a press", r"\bpressed\s*\(\s*(?!const\b)\S", ["ui/widgets/SendKeys.cpp"]),
    # What the program could press by itself.
    ("a key or mouse event is made", rf"\b{INPUT}\b(?:\s+\w+)?\s*[({{]",
     ["app/desktop/KeyPresser.cpp"] * 2 + ["ui/widgets/RehearsedKey.h", "ui/widgets/SendKeys.cpp"]),
    ("a key or mouse event is made by a template", rf"(?<!#include)\b\w+\s*<[^<>;(){{}}]*\b{INPUT}\s*>\s*\(", []),
    ("an event is sent", r"\b(?:sendEvent|postEvent|sendSpontaneousEvent|forwardEvent|notify|notify_helper)\b\s*(?:\(|,|\))",
     ["app/desktop/KeyPresser.cpp"] * 2 + ["ui/widgets/PaintNow.cpp", "ui/widgets/SendKeys.cpp"]),
    ("an event passes for the window system's",
     r"\b(?:Q?SpontaneKeyEvent|setSpontaneous|QWindowSystemInterface\w*|qt_\w*Event|QTest|XTest\w*|SendInput|"
     r"keybd_event|mouse_event|CGEvent\w*)\b", []),
    ("an event handler is called", r"(?:\.|->)\s*(?:\w+\s*::\s*)?(?:(?:key|mouse|touch|tablet|inputMethod)\w*Event|event|"
     r"eventFilter)\s*\(", []),
    ("a button is clicked", r"\b(?:click|animateClick|doAction)\s*\(",
     ["ui/MainWindow.cpp", "ui/brief/BriefView.cpp", "ui/end/EndView.cpp", "ui/end/EndView.cpp", "ui/inbox/SuggestionCard.cpp",
      "ui/join/PracticeCard.cpp", "ui/widgets/Button.cpp", "ui/widgets/NavButton.cpp", "ui/widgets/Pill.cpp",
      "ui/widgets/PillButton.cpp"]),
    ("a click is handed on to be made elsewhere", r"&\s*(?:\w+\s*::\s*)+(?:click|animateClick|doAction)\b", []),
    ("a slot is called by its name", r"\binvokeMethod\s*\([^,()]*,\s*[,)]|\bSLOT\s*\(", []),
    ("a click is told of", r"\b(?:emit|Q_EMIT)\s+(?:\w+\s*->\s*)?(?:clicked|released)\b|(?:\.|->)\s*(?:clicked|released)\s*\(",
     ["ui/widgets/SendKeys.cpp"]),
    ("the send button is reached for", r"\bsendButton\s*\(",
     ["ui/desk/CardView.cpp", "ui/desk/CardView.h", "ui/desk/DeskView.cpp", "ui/inbox/ComposerPane.h", "ui/inbox/InboxView.cpp"]),
    ("the program presses keys", r"(?<!KeyPresser::)\bKeyPresser\b(?!\s*::)",
     ["app/desktop/Demo.h", "app/desktop/KeyPresser.h", "app/desktop/KeyPresser.h", "app/desktop/ShiftRehearsal.h"]),
    ("another program is started", r"\bQProcess\b\s*(?:\(|\w+\s*[({;])|\bQProcess\s*::\s*(?:start\w*|execute)\b|"
     r"\b(?:popen|posix_spawn\w*|exec[lv]\w*)\s*\(", ["app/desktop/KeyPresser.cpp"]),
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
    "somebody is told of a press": [
        "emit pressed(press);",
        "emit d->sendKeys->pressed(*guard.clicked());",
    ],
    "a key or mouse event is made": [
        "QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyPress, key, modifiers, text));",
        "QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);",
        "auto enter = QKeyEvent{QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier};",
        "QMouseEvent down(QEvent::MouseButtonPress, at, at, Qt::LeftButton, Qt::LeftButton, {});",
        "QTouchEvent touch(QEvent::TouchBegin, device, {}, points);",
        "RehearsedKey key(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);",
        "class OwnKey : public QKeyEvent\n{",
    ],
    "a key or mouse event is made by a template": [
        "auto key = std::make_unique<QKeyEvent>(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);",
        "std::optional<QMouseEvent> down; down = std::make_optional<QMouseEvent>(type, at, at, one, one, none);",
        "auto key = std::make_unique<RehearsedKey>(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);",
    ],
    "an event is sent": [
        "QCoreApplication::postEvent(target, key->clone());",
        "QApplication::sendEvent(focus, &key);",
        "qApp->notify(focus, &key);",
        "std::invoke(QCoreApplication::sendEvent, focus, &key);",
        "QTimer::singleShot(0, std::bind(&QCoreApplication::postEvent, focus, key));",
    ],
    "an event passes for the window system's": [
        "QWindowSystemInterface::handleKeyEvent(window, QEvent::KeyPress, Qt::Key_Return, {});",
        "QSpontaneKeyEvent::setSpontaneous(&event);",
        "QTest::keyClick(button, Qt::Key_Return);",
        "qt_handleKeyEvent(window, QEvent::KeyPress, Qt::Key_Return, {});",
        "XTestFakeKeyEvent(display, code, True, 0);",
    ],
    "an event handler is called": [
        "button->keyPressEvent(&event);",
        "static_cast<Open*>(button)->QAbstractButton::mouseReleaseEvent(&event);",
        "d->card->event(&event);",
        "sendKeys.eventFilter(button, &event);",
    ],
    "a button is clicked": [
        "d->card->sendButton()->click();",
        "d->thread->composer()->sendButton()->animateClick();",
        "button.click();",
        "QTimer::singleShot(500, [send] { send->click(); });",
        "face->actionInterface()->doAction(QAccessibleActionInterface::pressAction());",
    ],
    "a click is handed on to be made elsewhere": [
        "QTimer::singleShot(500, send, &QAbstractButton::click);",
        "connect(reply, &QNetworkReply::finished, send, &textbank::Button::animateClick);",
        "QMetaObject::invokeMethod(send, &QAbstractButton::click, Qt::QueuedConnection);",
    ],
    "a slot is called by its name": [
        'QMetaObject::invokeMethod(send, "click", Qt::QueuedConnection);',
        'QMetaObject::invokeMethod(send, "click");',
        "connect(timer, SIGNAL(timeout()), send, SLOT(click()));",
    ],
    "a click is told of": ["emit send->clicked(false);", "emit clicked();", "send->clicked(false);", "Q_EMIT send->released();"],
    "the send button is reached for": ["auto* send = d->card->sendButton();"],
    "the program presses keys": ["KeyPresser keys;", "auto keys = std::make_unique<KeyPresser>();"],
    "another program is started": [
        "auto* process = new QProcess(this);",
        "QProcess xdotool;",
        "QProcess::startDetached(program, arguments);",
        "popen(command, mode);",
        "execvp(command, arguments);",
    ],
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
