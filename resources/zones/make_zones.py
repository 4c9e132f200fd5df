#!/usr/bin/env python3
"""Writes zip3.csv (ZIP prefix or ZIP -> states, IANA zones) and states.csv (state -> IANA zones) beside itself.

usage: make_zones.py US.txt

US.txt is GeoNames' list of US postal codes (CC BY 4.0): it names the county of each ZIP code, and the law draws the zone lines by
county (49 CFR part 71). The counties on the other side of a state's line are below; a county that the line cuts has both.
"""
import collections
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
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
    ("SD", MOUNTAIN): "Bennett, Butte, Corson, Custer, Dewey, Fall River, Haakon, Harding, Jackson, Lawrence, Meade,"
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
# The islands, which the list leaves out. Where one prefix covers places hours apart, single ZIP codes have rows of their own.
PUERTO_RICO, CHUUK, MAJURO = "America/Puerto_Rico", "Pacific/Chuuk", "Pacific/Majuro"
ISLANDS = {
    "006": ("PR", [PUERTO_RICO]), "007": ("PR", [PUERTO_RICO]), "009": ("PR", [PUERTO_RICO]),
    "008": ("VI", ["America/St_Thomas"]),
    "96799": ("AS", ["Pacific/Pago_Pago"]),
    "969": ("GU MP", ["Pacific/Guam", "Pacific/Saipan"]),
    "96939": ("PW", ["Pacific/Palau"]), "96940": ("PW", ["Pacific/Palau"]),
    "96941": ("FM", ["Pacific/Pohnpei"]), "96942": ("FM", [CHUUK]), "96943": ("FM", [CHUUK]),
    "96944": ("FM", ["Pacific/Kosrae"]),
    "96960": ("MH", [MAJURO]), "96970": ("MH", [MAJURO]),
}


def plain(county):
    return county.split("(")[0].replace(" ", "").replace(".", "").lower()


def expand(table):
    return {(state, plain(county)): zone for (state, zone), counties in table.items() for county in counties.split(",")}


def main():
    main_zone = {state: zone for zone, states in MAIN.items() for state in states.split()}
    other, both = expand(EXCEPTIONS), expand(BOTH)
    used = set()
    zones, states = collections.defaultdict(set), collections.defaultdict(set)
    by_state = collections.defaultdict(set, {state: {zone} for state, zone in main_zone.items()})
    for line in open(sys.argv[1], encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        prefix, state, county = fields[1][:3], fields[4], plain(fields[5])
        if state not in main_zone:
            continue
        key = (state, county)
        used.add(key)
        found = {other.get(key, main_zone[state])} | ({both[key]} if key in both else set())
        zones[prefix] |= found
        states[prefix].add(state)
        by_state[state] |= found
    for key in sorted((set(other) | set(both)) - used):
        print(f"no ZIP code names {key}", file=sys.stderr)
    for prefix, (names, found) in ISLANDS.items():
        zones[prefix], states[prefix] = set(found), set(names.split())
    with open(HERE / "zip3.csv", "w", encoding="utf-8") as out:
        out.write("# prefix or ZIP,states,zones: made by make_zones.py, see README.md\n")
        for prefix in sorted(zones):
            out.write(f"{prefix},{' '.join(sorted(states[prefix]))},{' '.join(sorted(zones[prefix]))}\n")
    with open(HERE / "states.csv", "w", encoding="utf-8") as out:
        out.write("# state,zones: made by make_zones.py, see README.md\n")
        for state in sorted(by_state):
            out.write(f"{state},{' '.join(sorted(by_state[state]))}\n")


if __name__ == "__main__":
    main()
