#!/usr/bin/env python3
"""Holds every #include against the rooms' arrows: app -> ui -> core, and inside core as the table says; and every
source against the ways in which a program can show something outside its own windows.

usage: architecture.py CHECKOUT
"""
import pathlib
import re
import sys

# A room and the rooms it may include. The longest matching room counts.
CORE = {
    "core/base": set(),
    "core/model": {"core/base"},
    "core/audit": {"core/base", "core/model"},
    "core/compose": {"core/base", "core/model"},
    "core/policy": {"core/base", "core/model"},
    "core/reading": {"core/base", "core/model", "core/policy"},
    "core/db": {"core/base"},
    "core/store": {"core/base", "core/model", "core/audit", "core/db"},
    "core/gateway": {"core/base", "core/model"},
    "core/gateway/spoke": {"core/base", "core/model", "core/compose", "core/gateway"},
    "core/session": {"core/base", "core/model", "core/gateway"},
    "core/sync": {"core/base", "core/model", "core/policy", "core/store", "core/db", "core/gateway"},
    "core/review": {"core/base", "core/model", "core/compose", "core/policy", "core/reading", "core/store", "core/db"},
    "core/prepare": {"core/base", "core/model", "core/compose", "core/policy", "core/store"},
    "core/room": {"core/base", "core/model", "core/gateway"},
    "core/host/carrier": {"core/base", "core/model"},
    "core/host": {"core/base", "core/model", "core/audit", "core/compose", "core/policy", "core/db", "core/gateway", "core/host/carrier"},
    "core/host/http": {"core/base", "core/model", "core/gateway", "core/host"},
}
UI_CORE = {"core/base", "core/model", "core/compose", "core/policy", "core/reading", "core/store", "core/db", "core/gateway",
           "core/session", "core/sync", "core/review", "core/prepare", "core/room"}
# Qt's windows stay out of the core, Boost behind one door, spdlog, libphonenumber and libcsv in one source file each.
FOREIGN = [
    (re.compile(r"^(QWidget|QApplication|QDialog|QMainWindow|QPainter|QPixmap|QtWidgets|QtGui|QGui)"), "core/", None),
    (re.compile(r"^boost/"), "", {"core/host/http"}),
    (re.compile(r"^spdlog/"), "", {"core/base/Log.cpp"}),
    (re.compile(r"^phonenumbers/"), "", {"core/model/PhoneNumber.cpp", "tests/core/model/tst_PhoneNumber.cpp"}),
    (re.compile(r"^csv\.h"), "", {"core/base/Csv.cpp"}),
    (re.compile(r"^(qt6?keychain)/", re.I), "", {"app/desktop"}),
    (re.compile(r"^sodium"), "", {"core/base", "core/store", "core/host", "core/session", "core/review", "core/gateway", "app", "tests"}),
    (re.compile(r"^QtSql|^QSql"), "", {"core/db", "core/store", "core/host", "tests"}),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
UMBRELLAS = {"QtWidgets", "QtCore", "QtGui", "QtNetwork", "QtSql", "bits/stdc++.h"}

# What a desktop's notifications show stays in histories and on locked screens. One call is allowed, which has no words.
OUTSIDE = [
    ("an icon in the tray, whose messages are notifications", re.compile(r"\bQSystemTrayIcon\b")),
    ("a notification by D-Bus", re.compile(r"\.Notifications?\b|/org/freedesktop/Notifications|\bStatusNotifier\w*")),
    ("a notification by a library or a system's own interface",
     re.compile(r"\b(?:KNotification|KStatusNotifierItem|notify_notification_\w+|notify-send|Shell_NotifyIcon\w*|ToastNotification\w*|"
                r"NSUserNotification\w*|UNUserNotificationCenter|UNNotificationRequest|osascript)\b")),
    ("the task bar's attention", re.compile(r"\balert\s*\(")),
]
ALERT = "app/desktop/Application.cpp"
# Each has to be seen, or the rule is worth nothing.
PLANTED = [
    "#include <QSystemTrayIcon>",
    "auto* tray = new QSystemTrayIcon(this);",
    'open(u"https://example.org"_s); QSystemTrayIcon tray;',
    'QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s, {}, u"Notify"_s);',
    'QDBusInterface shell("org.kde.x", "/org/freedesktop/Notifications");',
    'call(u"org.freedesktop.portal.Notification"_s, u"AddNotification"_s);',
    'bus.registerService("org.kde.StatusNotifierItem-1-1");',
    'KNotification::event(KNotification::Notification, title, text);',
    "notify_notification_new(summary, body, nullptr);",
    'QProcess::startDetached("notify-send", {text});',
    "Shell_NotifyIconW(NIM_MODIFY, &data);",
    "ToastNotificationManager::CreateToastNotifier().Show(toast);",
    "[[UNUserNotificationCenter currentNotificationCenter] add:request];",
    "QApplication::alert(this);",
]
COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)


def shown_outside(path, text):
    """What of this source shows something outside its windows."""
    bare = COMMENT_OR_STRING.sub(lambda match: match[0] if match[0].startswith('"') else " ", text)
    found = [(name, len(pattern.findall(bare))) for name, pattern in OUTSIDE]
    if path == ALERT:
        found = [(name, count - (name == OUTSIDE[-1][0])) for name, count in found]
    return [f"{path}: {name}" for name, count in found if count != 0]


def unseen():
    """Planted sources that the rule does not see, and the other way round."""
    wrong = [f"nobody sees {line!r}" for line in PLANTED if not shown_outside("ui/planted.cpp", line)]
    if not shown_outside(ALERT, "QApplication::alert(a); QApplication::alert(b);"):
        wrong.append("nobody sees a second call for attention")
    for name, _ in OUTSIDE:
        if not any(name in seen for line in PLANTED for seen in shown_outside("ui/planted.cpp", line)):
            wrong.append(f"nothing is planted for {name}")
    return wrong


def room_of(path):
    best = ""
    for room in CORE:
        if path.startswith(room + "/") and len(room) > len(best):
            best = room
    return best


def allowed(path, target):
    if path.startswith("tests/"):
        return True
    if path.startswith("app/"):
        return True
    if path.startswith("ui/"):
        return target.startswith("ui/") or room_of(target) in UI_CORE
    room = room_of(path)
    if not room:
        return False
    other = room_of(target)
    return other == room or other in CORE[room]


def check(root):
    wrong = []
    count = 0
    for top in ("app", "core", "ui", "tests"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cpp") or not file.is_file():
                continue
            count += 1
            path = file.relative_to(root).as_posix()
            text = file.read_text(encoding="utf-8")
            if path.startswith("core/") and re.search(r"(?<![A-Za-z_:.])tr\(", text):
                wrong.append(f"{path}: core speaks no human language, but it calls tr()")
            if top != "tests":
                wrong += shown_outside(path, text)
            for number, line in enumerate(text.splitlines(), 1):
                found = INCLUDE.match(line)
                if not found:
                    continue
                quoted, target = found.group(1) == '"', found.group(2)
                where = f"{path}:{number}"
                if target in UMBRELLAS:
                    wrong.append(f"{where}: umbrella header {target}")
                if quoted and target.split("/")[0] in ("app", "core", "ui", "tests"):
                    if not allowed(path, target):
                        wrong.append(f"{where}: no arrow to {target}")
                    elif not (root / target).exists():
                        wrong.append(f"{where}: {target} does not exist")
                elif quoted and "/" in target:
                    wrong.append(f"{where}: include {target} by its full path from the root")
                for pattern, inside, doors in FOREIGN:
                    if pattern.match(target) and path.startswith(inside):
                        if doors is None or not any(path == d or path.startswith(d + "/") for d in doors):
                            wrong.append(f"{where}: {target} is not for this room")
    return count, wrong


def main():
    root = pathlib.Path(sys.argv[1])
    count, wrong = check(root)
    wrong += unseen()
    for line in wrong:
        print(line)
    print(f"{count} files, {len(wrong)} wrong")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
