#!/usr/bin/env python3
"""Says for every area code and every instant of a record whether it was texting hours, on its own, and compares.

usage: hours_oracle.py RECORD
       hours_oracle.py --self-test

RECORD is what the program said. Its first line is JSON: {"from", "stepSeconds", "steps", "policy": {"floor", "week", "states",
"holidays"}}; windows are [open, close) in minutes after local midnight, Monday first, and one that is not open before it
closes is closed all day. Each further line is an area code and its bits in hexadecimal, first instant first, 1 for allowed.

Here an instant is allowed when the local time in every zone of the code is inside the floor, the week, the week of every
state of the code and every holiday of that date (all, or of one of these states). Zones and states are those of
hours_oracle_places.csv; only Python's standard library is used, nothing of the program. A single send outside fails, and so
does refusing more than a thousandth of what is allowed.
"""
import collections
import datetime
import json
import pathlib
import sys
import zoneinfo

PLACES = pathlib.Path(__file__).with_name("hours_oracle_places.csv")
REFUSED_AT_MOST = 0.001
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)


def read_places():
    places = {}
    for line in PLACES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, states, zones = line.split(",")
            places[code] = (frozenset(states.split()), tuple(zones.split()))
    return places


class Oracle:
    """Texting hours over a range of instants, as big integers: the bit of the first instant is the highest."""

    def __init__(self, header):
        self.start = datetime.datetime.fromisoformat(header["from"].replace("Z", "+00:00")).astimezone(UTC)
        self.step = datetime.timedelta(seconds=header["stepSeconds"])
        self.steps = header["steps"]
        policy = header["policy"]
        self.floor, self.week, self.states = policy["floor"], policy["week"], policy.get("states", {})
        self.holidays = policy.get("holidays", [])
        self.digits = (self.steps + 3) // 4
        self.cache, self.pieces = {}, {}

    def window(self, date, states):
        """The minutes of a local date that are open: [open, close)."""
        day = date.weekday()
        windows = [self.floor[day], self.week[day]] + [self.states[state][day] for state in states if state in self.states]
        for holiday in self.holidays:
            if holiday["date"] == date.isoformat() and (not holiday["states"] or states & set(holiday["states"])):
                windows.append([holiday["open"], holiday["close"]])
        if any(opens >= closes for opens, closes in windows):
            return 0, 0
        return max(opens for opens, _ in windows), min(closes for _, closes in windows)

    def offset(self, zone, index):
        return (self.start + index * self.step).astimezone(zone).utcoffset()

    def stretches(self, name):
        """(first index, end index, offset) of the stretches in which a zone keeps one offset."""
        if name not in self.pieces:
            zone = zoneinfo.ZoneInfo(name)
            stride = max(1, int(DAY / self.step))
            pieces, first, before = [], 0, self.offset(zone, 0)
            for index in range(0, self.steps, stride):
                end = min(index + stride, self.steps)
                if self.offset(zone, end) != before or self.offset(zone, (index + end) // 2) != before:
                    for at in range(index, end + 1):
                        if self.offset(zone, at) != before:
                            pieces.append((first, at, before))
                            first, before = at, self.offset(zone, at)
            pieces.append((first, self.steps, before))
            self.pieces[name] = [piece for piece in pieces if piece[0] < piece[1]]
        return self.pieces[name]

    def open_in(self, name, states):
        """The instants at which one zone is inside, for these states."""
        text, written = [], 0
        for first, end, offset in self.stretches(name):
            date = (self.start + first * self.step + offset).date()
            last = (self.start + end * self.step + offset).date()
            while date <= last:
                opens, closes = self.window(date, states)
                midnight = datetime.datetime(date.year, date.month, date.day, tzinfo=UTC) - offset
                # The first instant at or after the minute.
                at, until = (min(max(-((self.start - midnight - datetime.timedelta(minutes=minute)) // self.step), first), end)
                             for minute in (opens, closes))
                if at < until:
                    text.append("0" * (at - written) + "1" * (until - at))
                    written = until
                date += DAY
        text.append("0" * (self.digits * 4 - written))
        return int("".join(text), 2)

    def allowed(self, states, zones):
        states = states & (set(self.states) | {state for holiday in self.holidays for state in holiday["states"]})
        bits = -1
        for name in zones:
            if (name, states) not in self.cache:
                self.cache[name, states] = self.open_in(name, states)
            bits &= self.cache[name, states]
        return bits

    def plainly(self, states, zones, index):
        """The same for one instant, by the calendar alone; the self-test compares the two."""
        for name in zones:
            local = (self.start + index * self.step).astimezone(zoneinfo.ZoneInfo(name))
            opens, closes = self.window(local.date(), states)
            if not opens <= local.hour * 60 + local.minute + local.second / 60 < closes:
                return False
        return True

    def first(self, bits, count=3):
        found = []
        while bits and len(found) < count:
            top = bits.bit_length() - 1
            found.append(self.digits * 4 - 1 - top)
            bits ^= 1 << top
        return [(self.start + index * self.step).strftime("%Y-%m-%dT%H:%M:%SZ") for index in found]


def compare(lines, places, say=print):
    """0 when the record keeps both limits."""
    lines = iter(lines)
    oracle = Oracle(json.loads(next(lines)))
    wrong, seen, totals, differ = [], set(), collections.Counter(), []
    for line in lines:
        code, _, digits = line.strip().partition(" ")
        if not code:
            continue
        if code in seen:
            wrong.append(f"{code} stands twice in the record")
        elif code not in places:
            wrong.append(f"{code}: nothing is known of it here")
        elif len(digits) != oracle.digits:
            wrong.append(f"{code}: {len(digits)} digits, expected {oracle.digits}")
        seen.add(code)
        if wrong and wrong[-1].startswith(code):
            continue
        said, right = int(digits, 16), oracle.allowed(*places[code])
        outside, refused = said & ~right, right & ~said
        totals.update(codes=1, said=said.bit_count(), allowed=right.bit_count(), outside=outside.bit_count(),
                      refused=refused.bit_count())
        for name, bits in (("allowed outside", outside), ("refused inside", refused)):
            if bits:
                differ.append(f"{code}: {name} {bits.bit_count()} times, first {', '.join(oracle.first(bits))}")
    wrong += [f"{code} is not in the record" for code in sorted(set(places) - seen)]
    for line in differ + wrong:
        say(line)
    share = totals["refused"] / totals["allowed"] if totals["allowed"] else 1.0
    say(f"{totals['codes']} area codes, {oracle.steps} instants each: {totals['allowed']} allowed here, {totals['said']} by the "
        f"program; {totals['outside']} allowed outside (at most 0), {totals['refused']} refused inside ({share:.4%}, at most "
        f"{REFUSED_AT_MOST:.1%})")
    return 1 if wrong or totals["outside"] or share > REFUSED_AT_MOST else 0


# --- the self-test ----------------------------------------------------------------------------------------------------------

WEEK = [[540, 1200]] * 6 + [[720, 1200]]
HEADER = {
    "from": "2026-10-20T00:00:00Z", "stepSeconds": 300, "steps": 21 * 288 + 1,  # Summer time ends in it; no whole nibble.
    "policy": {
        "floor": [[480, 1260]] * 7, "week": WEEK,
        "states": {"CT": [[540, 1200]] * 7, "TX": [[540, 1260]] * 6 + [[720, 1260]], "AL": [[480, 1200]] * 6 + [[0, 0]],
                   "TN": [[600, 1140]] * 7},
        "holidays": [{"date": "2026-10-31", "states": [], "open": 600, "close": 1080},
                     {"date": "2026-11-03", "states": ["TX"], "open": 0, "close": 0}],
    },
}


def record(oracle, places, change=None):
    lines = [json.dumps(HEADER)]
    bits = {code: oracle.allowed(*place) for code, place in places.items()}
    if change:
        change(bits)
    return lines + [f"{code} {value:0{oracle.digits}x}" for code, value in bits.items()]


def self_test():
    places, oracle = read_places(), Oracle(HEADER)
    wrong = []

    def expect(name, result, lines):
        said = []
        if compare(lines, places, said.append) != result:
            wrong.append(f"{name}: expected {result}; {said[-1]}")

    # The masks against the calendar, for every eleventh instant.
    compared = 0
    for code in ("212", "334", "364", "418", "602", "709", "775", "806", "907", "928", "931"):
        bits = oracle.allowed(*places[code])
        for index in range(0, oracle.steps, 11):
            compared += 1
            if bool(bits >> (oracle.digits * 4 - 1 - index) & 1) != oracle.plainly(*places[code], index):
                wrong.append(f"{code}: the mask and the calendar differ at instant {index}")
    last = 1 << (oracle.digits * 4 - oracle.steps)
    top = 1 << (oracle.digits * 4 - 1)

    def put(code, value):
        return lambda bits: bits.update({code: value(bits[code])})

    edge = oracle.allowed(*places["212"])
    opening = edge & ~(edge >> 1)  # The first allowed instant of each day.
    expect("the same", 0, record(oracle, places))
    expect("a line shifted by one bit, later", 1, record(oracle, places, put("212", lambda bits: bits >> 1)))
    expect("a line shifted by one bit, earlier", 1, record(oracle, places, put("212", lambda bits: bits << 1)))
    expect("a line one instant wider in the morning", 1, record(oracle, places, put("212", lambda bits: bits | bits << 1)))
    expect("a line one instant wider in the evening", 1, record(oracle, places, put("212", lambda bits: bits | bits >> 1)))
    expect("a line without its openings", 0, record(oracle, places, put("212", lambda bits: bits & ~opening)))
    expect("a single instant too many, the first", 1, record(oracle, places, put("212", lambda bits: bits | top)))
    expect("a single instant too many, the last", 1, record(oracle, places, put("709", lambda bits: bits | last)))
    expect("a line that allows nothing", 1, record(oracle, places, put("212", lambda bits: 0)))
    expect("a code with its parent's first zone alone", 1, record(oracle, places, lambda bits: bits.update(
        {"986": oracle.allowed(frozenset({"ID"}), ("America/Boise",))})))
    expect("a code without its state's rule", 1, record(oracle, places, lambda bits: bits.update(
        {"203": oracle.allowed(frozenset(), places["203"][1]) | oracle.allowed(frozenset({"TX"}), places["203"][1]),
         "334": oracle.allowed(frozenset(), places["334"][1])})))
    expect("a code too few", 1, record(oracle, places, lambda bits: bits.pop("212")))
    expect("a code too many", 1, record(oracle, places, lambda bits: bits.update({"199": 0})))
    expect("a line too short", 1, [line[:-1] if line.startswith("212 ") else line for line in record(oracle, places)])
    for line in wrong:
        print(line)
    print(f"{compared} instants by the calendar, 14 records, {len(wrong)} wrong")
    return 1 if wrong else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    with open(arguments[0], encoding="ascii") as file:
        return compare(file, read_places())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
