#!/usr/bin/env python3
"""Holds every #include against the rooms' arrows: app -> ui -> core, and inside core as the table says.

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
    for line in wrong:
        print(line)
    print(f"{count} files, {len(wrong)} wrong arrows")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
