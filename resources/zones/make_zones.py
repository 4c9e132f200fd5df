#!/usr/bin/env python3
"""Writes zips.csv and states.csv beside itself from lists of postal codes, or checks the ones that lie there.

usage: make_zones.py FOLDER [--crosswalk FILE] [--allow-removal]
       make_zones.py --check

FOLDER holds GeoNames' lists of postal codes (CC BY 4.0): US.txt, and PR VI GU MP AS FM MH PW. They name one county of each
ZIP code; the crosswalk (zip,fips,county,state) names them all. The law draws the zone lines by county (49 CFR part 71): the
counties on the other side of a state's line are below; a county that the line cuts has both. Nothing is written, and
nothing passes the check, that breaks a rule of `problems`. README.md tells what the columns are.
"""
import collections
import csv
import pathlib
import re
import sys
import zoneinfo

HERE = pathlib.Path(__file__).parent
ZIPS, STATES = HERE / "zips.csv", HERE / "states.csv"
EASTERN, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
ARIZONA, BOISE, ALASKA, ADAK = "America/Phoenix", "America/Boise", "America/Anchorage", "America/Adak"

MAIN = {
    EASTERN: "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    MOUNTAIN: "CO MT NM UT WY",
    PACIFIC: "CA NV OR WA",
    ARIZONA: "AZ",
    BOISE: "ID",
    ALASKA: "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR",
    "America/St_Thomas": "VI",
    "Pacific/Guam": "GU",
    "Pacific/Saipan": "MP",
    "Pacific/Pago_Pago": "AS",
}
EXCEPTIONS = {
    ("FL", CENTRAL): "Bay, Calhoun, Escambia, Holmes, Jackson, Okaloosa, Santa Rosa, Walton, Washington",
    ("IN", CENTRAL): "Gibson, Jasper, Lake, LaPorte, Newton, Perry, Porter, Posey, Spencer, Starke, Vanderburgh, Warrick",
    ("KY", CENTRAL): "Adair, Allen, Ballard, Barren, Breckinridge, Butler, Caldwell, Calloway, Carlisle, Christian, Clinton,"
                     "Crittenden, Cumberland, Daviess, Edmonson, Fulton, Graves, Grayson, Green, Hancock, Hart, Henderson,"
                     "Hickman, Hopkins, Livingston, Logan, Lyon, Marshall, McCracken, McLean, Metcalfe, Monroe, Muhlenberg,"
                     "Ohio, Russell, Simpson, Todd, Trigg, Union, Warren, Webster",
    ("TN", EASTERN): "Anderson, Blount, Bradley, Campbell, Carter, Claiborne, Cocke, Grainger, Greene, Hamblen, Hamilton,"
                     "Hancock, Hawkins, Jefferson, Johnson, Knox, Loudon, McMinn, Meigs, Monroe, Morgan, Polk, Rhea, Roane,"
                     "Scott, Sevier, Sullivan, Unicoi, Union, Washington",
    ("MI", CENTRAL): "Dickinson, Gogebic, Iron, Menominee",
    ("ND", MOUNTAIN): "Adams, Billings, Bowman, Golden Valley, Grant, Hettinger, Slope, Stark",
    ("SD", MOUNTAIN): "Bennett, Butte, Corson, Custer, Dewey, Fall River, Haakon, Harding, Jackson, Lawrence, Meade, Oglala Lakota,"
                      "Pennington, Perkins, Ziebach",
    ("NE", MOUNTAIN): "Arthur, Banner, Box Butte, Chase, Cheyenne, Dawes, Deuel, Dundy, Garden, Grant, Hooker, Keith, Kimball,"
                      "Morrill, Perkins, Scotts Bluff, Sheridan, Sioux",
    ("KS", MOUNTAIN): "Greeley, Hamilton, Sherman, Wallace",
    ("TX", MOUNTAIN): "El Paso, Hudspeth",
    ("ID", PACIFIC): "Benewah, Bonner, Boundary, Clearwater, Kootenai, Latah, Lewis, Nez Perce, Shoshone",
}
# Cut by the line, or keeping their neighbours' time in practice.
BOTH = {
    ("FL", CENTRAL): "Gulf",
    ("ND", MOUNTAIN): "Dunn, McKenzie, Sioux",
    ("SD", MOUNTAIN): "Stanley",
    ("NE", MOUNTAIN): "Cherry",
    ("TX", MOUNTAIN): "Culberson",
    ("ID", PACIFIC): "Idaho",
    ("OR", BOISE): "Malheur",
    ("NV", MOUNTAIN): "Elko",
    ("AZ", MOUNTAIN): "Apache, Coconino, Navajo",  # The Navajo Nation keeps summer time.
    ("AK", ADAK): "Aleutians West",
}
RENAMED = {("SD", "shannon"): "oglalalakota"}
# Single ZIP codes that keep a second zone: Lanett, Valley, Smiths Station and Phenix City live by Georgia's clock and Kenton
# by Colorado's; Mobridge, Buffalo Gap and Kendall reach into the next county, as two other lists have it and the crosswalk has
# not.
ALSO_ZONES = {
    **dict.fromkeys("36854 36863 36867 36868 36869 36870 36872 36877".split(), EASTERN),
    "73946": MOUNTAIN, "57601": MOUNTAIN, "57722": CENTRAL, "67857": CENTRAL,
}
# Post offices that deliver across a state's line: New Pine Creek, McDermitt, Texhoma, Fort Campbell.
ALSO_STATES = {"97635": "CA", "89421": "OR", "73949": "TX", "42223": "TN"}
# A place of its own: Wake Island, listed with Hawaii.
INSTEAD = {"96898": "Pacific/Wake"}
ISLANDS = {
    "PR": {"": "America/Puerto_Rico"}, "VI": {"": "America/St_Thomas"}, "GU": {"": "Pacific/Guam"},
    "MP": {"": "Pacific/Saipan"}, "AS": {"": "Pacific/Pago_Pago"}, "PW": {"": "Pacific/Palau"}, "MH": {"": "Pacific/Majuro"},
    "FM": {"96941": "Pacific/Pohnpei", "96942": "Pacific/Chuuk", "96943": "Pacific/Chuuk", "96944": "Pacific/Kosrae"},
}
ALSO_ZIPS = {"PW": ["96939"]}  # Ngerulmud, younger than the list.
MILITARY = "090 091 092 093 094 095 096 097 098 099 340 962 963 964 965 966".split()
FREELY_ASSOCIATED = {"FM", "MH", "PW"}  # Their ZIP codes are the post office's; they are no states of states.csv.
# Hardly anything moves here; a broken source or a reversed bitmap does not get past these.
EXIST, NOT = "00501 00601 10001 33101 60601 73301 90001 96799 96910 99950", "00000 10000 99999 20000 60600"
FEWEST, MOST = 41000, 43000


def plain(county):
    return re.sub(r" (county|parish)$", "", county.split("(")[0].strip().lower()).replace(" ", "").replace(".", "")


def expand(table):
    return {(state, plain(county)): zone for (state, zone), counties in table.items() for county in counties.split(",")}


MAIN_ZONE = {state: zone for zone, states in MAIN.items() for state in states.split()}
OTHER, CUT = expand(EXCEPTIONS), expand(BOTH)


def zones_of(state, county):
    key = (state, RENAMED.get((state, plain(county)), plain(county)))
    return {OTHER.get(key, MAIN_ZONE[state])} | ({CUT[key]} if key in CUT else set()), key


# --- the table --------------------------------------------------------------------------------------------------------------


class Table:
    """What zips.csv says: `zips` maps every existing ZIP code to (states, zones)."""

    def __init__(self, zips, prefixes=None):
        self.zips, self.prefixes = zips, prefixes or {}

    @staticmethod
    def read(path, wrong):
        prefixes, own, bits, previous = {}, {}, {}, ""
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if line.startswith("#"):
                continue
            row = line.split(",")
            where = f"{path.name}, line {number}"
            if row[0] <= previous:
                wrong.append(f"{where}: {row[0]} does not come after {previous}")
            previous = row[0]
            if not re.fullmatch(r"[0-9]{3}|[0-9]{5}", row[0]):
                wrong.append(f"{where}: '{row[0]}' is neither a prefix nor a ZIP code")
            elif len(row[0]) == 3 and row[1:] == ["military"]:
                prefixes[row[0]] = None
            elif len(row) != (4 if len(row[0]) == 3 else 3):
                wrong.append(f"{where}: {len(row)} columns")
            else:
                place = (tuple(row[1].split()), tuple(row[2].split()))
                if not all(place) or any(list(part) != sorted(set(part)) for part in place):
                    wrong.append(f"{where}: states and zones are to be there, sorted and named once")
                if len(row[0]) == 5:
                    own[row[0]] = place
                elif not re.fullmatch(r"[0-9a-f]{25}", row[3]) or not int(row[3], 16):
                    wrong.append(f"{where}: the bitmap is not 25 hexadecimal digits with a bit set")
                else:
                    prefixes[row[0]], bits[row[0]] = place, int(row[3], 16)
        zips = {f"{prefix}{suffix:02d}": own.get(f"{prefix}{suffix:02d}", prefixes[prefix])
                for prefix, bitmap in bits.items() for suffix in range(100) if bitmap >> (99 - suffix) & 1}
        if not lines or not lines[0].startswith(f"# {len(zips)} ZIP codes in {len(prefixes)} prefixes: "):
            wrong.append(f"{path.name}: its first line does not count {len(zips)} ZIP codes in {len(prefixes)} prefixes")
        for code, place in own.items():
            if code not in zips:
                wrong.append(f"{path.name}: {code} has a row and no bit in its prefix's bitmap")
            elif place == prefixes[code[:3]]:
                wrong.append(f"{path.name}: {code} says what its prefix says")
        table = Table(zips, prefixes)
        for prefix, place in table.unions().items():
            if place != prefixes[prefix]:
                wrong.append(f"{path.name}: {prefix} has {named(prefixes[prefix])}, its ZIP codes together {named(place)}")
        return table

    def unions(self):
        unions = {}
        for code, (states, zones) in self.zips.items():
            union = unions.setdefault(code[:3], (set(), set()))
            union[0].update(states)
            union[1].update(zones)
        return {prefix: (tuple(sorted(states)), tuple(sorted(zones))) for prefix, (states, zones) in unions.items()}

    def rows(self):
        unions, bits = self.unions(), collections.Counter()
        for code in self.zips:
            bits[code[:3]] |= 1 << (99 - int(code[3:]))
        rows = {prefix: f"{prefix},military" for prefix in MILITARY}
        rows.update({p: f"{p},{' '.join(s)},{' '.join(z)},{bits[p]:025x}" for p, (s, z) in unions.items()})
        rows.update({code: f"{code},{' '.join(place[0])},{' '.join(place[1])}"
                     for code, place in self.zips.items() if place != unions[code[:3]]})
        return [rows[key] for key in sorted(rows)]


def named(place):
    return f"{' '.join(place[0])} / {' '.join(place[1])}"


def read_states(path, wrong):
    states = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            state, _, zones = line.partition(",")
            if state in states:
                wrong.append(f"{path.name}: {state} has two rows")
            states[state] = set(zones.split())
    return states


def problems(table, states):
    """The rules, as sentences about what breaks them."""
    wrong = []
    known = zoneinfo.available_timezones()
    if set(states) != set(MAIN_ZONE):
        wrong.append(f"states.csv: not the 50 states, DC and 5 territories: {' '.join(sorted(set(states) ^ set(MAIN_ZONE)))}")
    named_zones = set().union(*states.values(), *(zones for _, zones in table.zips.values()))
    for zone in sorted(named_zones - known):
        wrong.append(f"{zone} is no zone of the tz database on this machine ({len(known)} zones)")
    if not FEWEST <= len(table.zips) <= MOST:
        wrong.append(f"{len(table.zips)} ZIP codes, expected {FEWEST} to {MOST}")
    wrong += [f"{code} is missing" for code in EXIST.split() if code not in table.zips]
    wrong += [f"{code} does not exist and is listed" for code in NOT.split() if code in table.zips]
    wrong += [f"{code} has a military prefix and a place" for code in sorted(table.zips) if code[:3] in MILITARY]
    seen = collections.defaultdict(set)
    for code, (names, zones) in table.zips.items():
        for state in set(names) - set(states) - FREELY_ASSOCIATED:
            wrong.append(f"{code}: no state is called {state}")
        allowed = set().union(*(states.get(state) or ISLANDS.get(state, {}).values() for state in names))
        allowed |= {zone for table in (ALSO_ZONES, INSTEAD) for where, zone in table.items() if where == code}
        if set(zones) - allowed:
            wrong.append(f"{code}: {' '.join(sorted(set(zones) - allowed))} is in none of {' '.join(names)}")
        for state in names:
            seen[state] |= set(zones)
            if not set(zones) & states.get(state, set(zones)) and code not in INSTEAD:
                wrong.append(f"{code}: none of the zones of {state}")
    for state, zones in states.items():
        if zones - seen[state]:
            wrong.append(f"{state}: no ZIP code is in {' '.join(sorted(zones - seen[state]))}")
    return wrong


# --- from the sources -------------------------------------------------------------------------------------------------------


def geonames(path):
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        yield fields[1], fields[4], fields[5]


def build(folder, crosswalk):
    zips = collections.defaultdict(lambda: (set(), set()))
    by_state = collections.defaultdict(set, {state: {zone} for state, zone in MAIN_ZONE.items()})
    used = set()

    def add(code, state, county):
        zones, key = zones_of(state, county)
        used.add(key)
        zips[code][0].add(state)
        zips[code][1].update(zones)
        by_state[state] |= zones

    for code, state, county in geonames(folder / "US.txt"):
        if state in MAIN_ZONE and code[:3] not in MILITARY:
            add(code, state, county)
    for key in sorted((set(OTHER) | set(CUT)) - used):
        print(f"no ZIP code names {key}", file=sys.stderr)
    if crosswalk:
        for row in csv.DictReader(open(crosswalk, encoding="utf-8")):
            if row["zip"] in zips and row["state"] in MAIN_ZONE:  # It knows counties; which ZIP codes exist it does not say.
                add(row["zip"], row["state"], row["county"])
    for state, zones in ISLANDS.items():
        for code in {code for code, *_ in geonames(folder / f"{state}.txt")} | set(ALSO_ZIPS.get(state, [])):
            zips[code][0].add(state)
            zips[code][1].add(zones.get(code) or zones[""])
    for code, zone in ALSO_ZONES.items():
        zips[code][1].add(zone)
    for code, state in ALSO_STATES.items():
        zips[code][0].add(state)
    for code, zone in INSTEAD.items():
        zips[code] = (zips[code][0], {zone})
    return Table({code: (tuple(sorted(s)), tuple(sorted(z))) for code, (s, z) in zips.items()}), by_state


def lost(old, new, old_states, new_states):
    """What the file on disk knows and the new table does not."""
    gone = [f"{code} would no longer exist" for code in sorted(set(old.zips) - set(new.zips))]
    for code in sorted(set(old.zips) & set(new.zips)):
        for before, after in zip(old.zips[code], new.zips[code]):
            if set(before) - set(after):
                gone.append(f"{code} would lose {' '.join(sorted(set(before) - set(after)))}")
    for state, zones in old_states.items():
        if zones - new_states.get(state, set()):
            gone.append(f"{state} would lose {' '.join(sorted(zones - new_states.get(state, set())))}")
    return gone


PLANTED = {
    "a ZIP code that is not": lambda zips, states: zips.update({"10000": zips["10001"]}),
    "a ZIP code that is no more": lambda zips, states: zips.pop("10001"),
    "an unknown zone": lambda zips, states: zips.update({"10001": (("NY",), ("America/Gotham",))}),
    "an unknown state": lambda zips, states: zips.update({"10001": (("NX",), ("America/New_York",))}),
    "a zone of another state": lambda zips, states: zips.update({"10001": (("NY",), ("America/Chicago",))}),
    "a place for a military prefix": lambda zips, states: zips.update({"09012": zips["10001"]}),
    "a state whose zone no ZIP code has": lambda zips, states: states.update({"NY": states["NY"] | {"America/Adak"}}),
    "a state that is no more": lambda zips, states: states.pop("WY"),
}


def unseen(table, states):
    """Faults that are put in on purpose and that the rules do not see."""
    for name, plant in PLANTED.items():
        zips, more = dict(table.zips), dict(states)
        plant(zips, more)
        if not problems(Table(zips), more):
            yield f"the rules do not see {name}"


def refuse(sentences):
    for sentence in sentences[:50]:
        print(sentence)
    if len(sentences) > 50:
        print(f"and {len(sentences) - 50} more")
    return 1


def check():
    wrong = []
    table, states = Table.read(ZIPS, wrong), read_states(STATES, wrong)
    if sorted(prefix for prefix, place in table.prefixes.items() if place is None) != MILITARY:
        wrong.append(f"zips.csv: the military prefixes are to be {' '.join(MILITARY)}")
    wrong += problems(table, states)
    wrong += unseen(table, states)
    own = sum(place != table.prefixes[code[:3]] for code, place in table.zips.items())
    both = sum(len(zones) > 1 for _, zones in table.zips.values())
    print(f"{len(table.zips)} ZIP codes in {len(table.prefixes)} prefixes, {own} with a row of their own, {both} in two zones, "
          f"{len(states)} states, {len(wrong)} wrong")
    return refuse(wrong) if wrong else 0


def main(arguments):
    if arguments == ["--check"]:
        return check()
    allow = "--allow-removal" in arguments
    crosswalk = arguments[arguments.index("--crosswalk") + 1] if "--crosswalk" in arguments else None
    table, states = build(pathlib.Path(arguments[0]), crosswalk)
    wrong = problems(table, states)
    if wrong:
        return refuse(wrong + ["nothing written"])
    if ZIPS.exists():
        broken = []
        old, old_states = Table.read(ZIPS, broken), read_states(STATES, broken)
        gone = lost(old, table, old_states, states)
        if gone and not allow:
            return refuse(gone + ["nothing written; --allow-removal writes it all the same"])
        changed = sum(table.zips.get(code) != place for code, place in old.zips.items() if code in table.zips)
        new, gone = set(table.zips) - set(old.zips), set(old.zips) - set(table.zips)
        print(f"{len(new)} ZIP codes new, {len(gone)} gone, {changed} changed")
    with open(ZIPS, "w", encoding="utf-8") as out:
        out.write(f"# {len(table.zips)} ZIP codes in {len(table.unions()) + len(MILITARY)} prefixes: "
                  "prefix,states,zones,bitmap; ZIP,states,zones; prefix,military. Made by make_zones.py, see README.md\n")
        out.writelines(row + "\n" for row in table.rows())
    with open(STATES, "w", encoding="utf-8") as out:
        out.write("# state,zones: made by make_zones.py, see README.md\n")
        out.writelines(f"{state},{' '.join(sorted(states[state]))}\n" for state in sorted(states))
    return check()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        sys.exit(0 if len(sys.argv) > 1 else 2)
    sys.exit(main(sys.argv[1:]))
