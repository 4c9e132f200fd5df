#!/usr/bin/env python3
"""Writes area-codes.csv beside itself: area code, region, IANA zones.

usage: make_area_codes.py        (needs Debian's python3-phonenumbers)

The zones of a code are those of all its prefixes in libphonenumber's table (Apache-2.0). Zones with the same offsets today are
written as one. Below: the codes that a zone line cuts, and those younger than the package, which have their parents' zones.
"""
import pathlib

import phonenumbers
from phonenumbers import tzdata

HERE = pathlib.Path(__file__).parent
E, C, M, P = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
AZ, BOISE = "America/Phoenix", "America/Boise"
SAME = {
    "America/North_Dakota/Center": C,
    "America/Juneau": "America/Anchorage",
}
# By hand, in full: what the package's prefixes miss or have wrong.
ZONES = {
    "208": [BOISE, P], "986": [BOISE, P],
    "219": [C, E],
    "236": ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"],
    "250": ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"],
    "257": ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"],
    "672": ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"],
    "778": ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"],
    "270": [C, E], "364": [C, E],
    "308": [C, M],
    "306": ["America/Regina", "America/Edmonton"], "474": ["America/Regina", "America/Edmonton"],
    "639": ["America/Regina", "America/Edmonton"],
    "273": ["America/Toronto", "America/Halifax", "America/Puerto_Rico"],
    "367": ["America/Toronto", "America/Halifax", "America/Puerto_Rico"],
    "418": ["America/Toronto", "America/Halifax", "America/Puerto_Rico"],
    "581": ["America/Toronto", "America/Halifax", "America/Puerto_Rico"],
    "423": [C, E], "729": [C, E],
    "480": [AZ, M], "520": [AZ, M], "602": [AZ, M], "623": [AZ, M], "928": [AZ, M],
    "458": [P, BOISE], "541": [P, BOISE],
    "574": [E, C], "605": [C, M], "606": [E, C], "620": [C, M], "701": [C, M], "785": [C, M],
    "709": ["America/St_Johns", "America/Halifax"], "879": ["America/St_Johns", "America/Halifax"],
    "775": [P, M],
    "807": ["America/Toronto", "America/Winnipeg", "America/Panama"],
    "812": [E, C], "930": [E, C],
    "850": [C, E], "448": [C, E],
    "867": ["America/Whitehorse", "America/Edmonton", "America/Winnipeg", "America/Toronto"],
    "906": [E, C],
    "907": ["America/Anchorage", "America/Adak"],
    "915": [M], "483": [C],
    "671": ["Pacific/Guam"], "670": ["Pacific/Saipan"],
}
# Overlays share their parent's ground, whatever the package knows of them.
OVERLAYS = {
    "227": "240", "235": "573", "274": "920", "324": "904", "327": "870", "329": "845", "350": "209", "353": "608",
    "357": "559", "363": "516", "369": "707", "436": "440", "457": "318", "471": "662", "472": "910", "557": "314",
    "621": "713", "624": "716", "645": "305", "679": "313", "686": "804", "689": "407", "728": "561", "730": "618",
    "738": "213", "748": "970", "821": "864", "835": "610", "837": "530", "861": "309", "924": "507", "975": "816",
    "983": "303",
    "354": "450", "382": "519", "428": "506", "683": "705", "942": "416",
}
CANADA = {"236", "250", "257", "273", "306", "354", "367", "382", "418", "428", "474", "581", "639", "672", "683", "709", "778",
          "807", "867", "879", "942"}


def region_of(code):
    """The region whose numbering has this code, by trying the exchanges."""
    for exchange in ("234", "345", "456", "567", "678", "789", "890", "987", *(str(n) for n in range(200, 1000))):
        number = phonenumbers.parse(f"+1{code}{exchange}5678")
        for region in sorted(phonenumbers.region_codes_for_country_code(1)):
            if phonenumbers.is_valid_number_for_region(number, region):
                return region
    return None


def main():
    found = {}
    for prefix, zones in tzdata.TIMEZONE_DATA.items():
        if prefix.startswith("1") and len(prefix) >= 4:
            found.setdefault(prefix[1:4], set()).update(SAME.get(zone, zone) for zone in zones)
    for code, zones in ZONES.items():
        found[code] = set(zones)
    for code, parent in OVERLAYS.items():
        found[code] = set(found[parent])
    with open(HERE / "area-codes.csv", "w", encoding="utf-8") as out:
        out.write("# code,region,zones: made by make_area_codes.py, see README.md\n")
        for code in sorted(found):
            region = "CA" if code in CANADA else "US" if code in OVERLAYS or code in ("729", "483") else region_of(code)
            if region:
                out.write(f"{code},{region},{' '.join(sorted(found[code]))}\n")


if __name__ == "__main__":
    main()
