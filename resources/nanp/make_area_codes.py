#!/usr/bin/env python3
"""Writes area-codes.csv and non-geographic.csv beside itself, or checks the ones that lie there.

usage: make_area_codes.py NPA_REPORT MAP_DATA [--allow-removal]
       make_area_codes.py --check

NPA_REPORT is NANPA's report of all area codes (npa_report.csv): which are assigned and in service, for which state or
country, which lie over one another, and letters for the times. MAP_DATA is libphonenumber's zone table
(resources/timezones/map_data.txt, Apache-2.0): the zones of a code are those of all its prefixes, zones with the same
offsets today written as one. What both miss or have wrong is below. Nothing is written, and nothing passes the check, that
breaks a rule of `problems`. README.md tells what the columns are.
"""
import csv
import pathlib
import re
import sys
import zoneinfo

HERE = pathlib.Path(__file__).parent
CODES, OTHERS, STATES = HERE / "area-codes.csv", HERE / "non-geographic.csv", HERE.parent / "zones" / "states.csv"
E, C, M, P = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
AZ, BOISE, PANAMA = "America/Phoenix", "America/Boise", "America/Panama"
TORONTO, WINNIPEG, REGINA, EDMONTON = "America/Toronto", "America/Winnipeg", "America/Regina", "America/Edmonton"
HALIFAX, VANCOUVER, NELSON = "America/Halifax", "America/Vancouver", "America/Fort_Nelson"
SAME = {"America/North_Dakota/Center": C, "America/Juneau": "America/Anchorage"}

# By hand, in full: what the prefixes miss or have wrong. An overlay needs no row.
ZONES = {
    "208": [BOISE, P], "219": [C, E], "270": [C, E], "308": [C, M], "423": [C, E],
    "250": [VANCOUVER, EDMONTON, NELSON],  # The Kootenays, Dawson Creek.
    "306": [REGINA, EDMONTON, WINNIPEG],  # Lloydminster keeps Alberta's time, Creighton and Denare Beach Manitoba's.
    "334": [C, E],  # Phenix City, Smiths Station, Valley and Lanett live by Georgia's clock.
    "418": [TORONTO, HALIFAX, "America/Puerto_Rico"],  # The Magdalen Islands; Blanc-Sablon, without summer time.
    "480": [AZ, M], "520": [AZ, M], "928": [AZ, M],  # The Navajo Nation keeps summer time.
    "541": [P, BOISE], "574": [E, C], "605": [C, M], "606": [E, C], "620": [C, M], "701": [C, M], "785": [C, M],
    "709": ["America/St_Johns", HALIFAX],
    "775": [P, M],
    "807": [TORONTO, WINNIPEG, PANAMA],  # Atikokan keeps standard time.
    "812": [E, C], "850": [C, E],
    "867": ["America/Whitehorse", EDMONTON, WINNIPEG, TORONTO, PANAMA],  # Coral Harbour keeps standard time.
    "906": [E, C], "907": ["America/Anchorage", "America/Adak"],
    "915": [C, M],  # Reaches into Culberson County.
    "931": [C, E],  # NANPA has both.
    "670": ["Pacific/Saipan"], "671": ["Pacific/Guam"],
}
# Codes that lie over one another have the same zones and states. One line is one ground.
COMPLEXES = """
201 551; 202 771; 203 475; 204 431 584; 205 659; 206 360 564; 208 986; 209 350; 210 726; 212 332 347 465 646 718 917 929
213 323 738; 214 469 945 972; 215 267 445; 217 447; 220 740; 223 717; 224 847; 226 382 519 548; 227 240 301; 234 330
235 573; 236 250 257 604 672 778; 248 947; 249 683 705; 256 938; 263 438 514; 270 364; 272 570; 273 367 418 581; 274 920
279 916; 281 346 621 713 832; 283 513; 289 365 742 905; 303 720 983; 304 681; 305 645 786; 306 474 639; 309 861; 310 424
312 773 872; 313 679 734; 314 557; 315 680; 317 463; 318 457; 321 407 689; 324 904; 326 937; 327 870; 329 845; 331 630
334 483; 336 743; 339 781; 341 510; 343 613 753; 351 978; 353 608; 354 450 579; 357 559; 363 516; 368 403 587 780 825
369 707; 380 614; 385 801; 402 531; 404 470 678 770 943; 405 572; 408 669; 410 443 667; 412 724 878; 415 628
416 437 647 942; 419 567; 423 729; 428 506; 430 903; 436 440; 442 760; 448 850; 458 541; 464 708; 468 819 873; 471 662
472 910; 480 602 623; 484 610 835; 502 761; 503 971; 507 924; 508 774; 512 737; 518 838; 530 837; 534 715; 539 918
540 826; 561 728; 565 912; 571 703; 582 814; 601 769; 609 640; 615 629; 617 857; 618 730; 619 858; 624 716; 631 934
656 813; 657 714; 658 876; 682 817; 686 804; 702 725; 704 980; 706 762; 709 879; 732 848; 747 818; 748 970; 754 954
757 948; 779 815; 782 902; 787 939; 803 839; 805 820; 809 829 849; 812 930; 816 975; 821 864; 840 909; 843 854; 860 959
862 973; 919 984
"""
GROUNDS = [line.split() for line in COMPLEXES.replace("\n", ";").split(";") if line.strip()]
# The younger codes of British Columbia lie over two grounds, and 604 over the smaller one alone.
NARROWER = {"604": [VANCOUVER]}
# A zone that none of the code's states has by law.
IN_PRACTICE = {"334": E, "483": E}
# Fort Campbell lies in two states, and so does McDermitt.
ALSO_STATES = {"270": "TN", "775": "OR"}
# Assigned and not in service yet: 273 has a first day within months and is listed already.
TO_COME, NOT_YET = {"273"}, {"565", "761"}
REGIONS = {
    "ANGUILLA": "AI", "ANTIGUA/BARBUDA": "AG", "BAHAMAS": "BS", "BARBADOS": "BB", "BERMUDA": "BM", "BRITISH VIRGIN ISLANDS": "VG",
    "CANADA": "CA", "CAYMAN ISLANDS": "KY", "DOMINICA": "DM", "DOMINICAN REPUBLIC": "DO", "GRENADA": "GD", "JAMAICA": "JM",
    "MONTSERRAT": "MS", "SINT MAARTEN": "SX", "ST. KITTS & NEVIS": "KN", "ST.LUCIA": "LC", "ST. VINCENT & GRENADINES": "VC",
    "TRINIDAD & TOBAGO": "TT", "TURKS & CAICOS ISLANDS": "TC",
}
TERRITORIES = {"AS", "GU", "MP", "PR", "VI"}  # A region of their own, and a state's code.
# NANPA's letters, and the zones that can stand for each. 867: Yukon left Pacific time in 2020. 829, 849: the Dominican
# Republic has one time, Atlantic; Turks and Caicos, Jamaica and the Caymans have Eastern.
LETTERS = {
    "E": {E, TORONTO, PANAMA, "America/Nassau", "America/Jamaica", "America/Cayman", "America/Grand_Turk"},
    "C": {C, WINNIPEG, REGINA}, "M": {M, EDMONTON, AZ, BOISE, NELSON, "America/Whitehorse"}, "P": {P, VANCOUVER},
    "N": {"America/St_Johns"},
    "A": {HALIFAX, "America/Puerto_Rico", "America/St_Thomas", "America/Santo_Domingo", "America/Barbados", "America/Tortola",
          "America/Anguilla", "America/Antigua", "Atlantic/Bermuda", "America/Grenada", "America/Montserrat", "America/St_Lucia",
          "America/Lower_Princes", "America/Dominica", "America/St_Vincent", "America/Port_of_Spain", "America/St_Kitts"},
}
WRITTEN_OUT = {"AK": "", "(UTC-10)": "", "(UTC+10)": "", "UTC-11": "", "PT/MT only for W Wendover": "MP"}
LETTERS_WRONG = {"867": "P", "829": "E", "849": "E"}
USES = ["toll-free", "premium", "personal", "non-geographic", "government"]
FEWEST = 450


# --- the tables -------------------------------------------------------------------------------------------------------------


def rows_of(path):
    return [line.split(",") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def read_codes(path, wrong):
    table = {}
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    for row in rows_of(path):
        if len(row) != 4:
            wrong.append(f"{path.name}: {','.join(row)} has {len(row)} columns, not 4")
            continue
        code, region, states, zones = row[0], row[1], row[2].split(), row[3].split()
        if table and code <= list(table)[-1]:
            wrong.append(f"{path.name}: {code} stands twice or out of order")
        if states != sorted(set(states)) or zones != sorted(set(zones)):
            wrong.append(f"{path.name}: {code}: states and zones are to be sorted and named once")
        table[code] = (region, set(states), set(zones))
    if not first.startswith(f"# {len(table)} area codes: "):
        wrong.append(f"{path.name}: its first line does not count {len(table)} area codes")
    return table


def read_others(path, wrong):
    table = {}
    for row in rows_of(path):
        if len(row) != 2 or row[0] in table:
            wrong.append(f"{path.name}: {','.join(row)} has not 2 columns, or stands twice")
        else:
            table[row[0]] = row[1]
    return table


def problems(codes, others, states):
    """The rules, as sentences about what breaks them."""
    wrong = []
    known = zoneinfo.available_timezones()
    for code in [*codes, *others]:
        if not re.fullmatch("[2-9][0-9][0-9]", code) or code[1:] == "11":
            wrong.append(f"{code} is no area code")
    wrong += [f"{code} is in both tables" for code in sorted(set(codes) & set(others))]
    wrong += [f"{code}: no use is called '{use}'" for code, use in others.items() if use not in USES]
    if len(codes) < FEWEST:
        wrong.append(f"{len(codes)} area codes, expected {FEWEST} at least")
    seen = {state: set() for state in states}
    for code, (region, names, zones) in codes.items():
        american = region == "US" or region in TERRITORIES
        if not american and region not in REGIONS.values():
            wrong.append(f"{code}: no region of the plan is called '{region}'")
        if american != bool(names):
            wrong.append(f"{code}: {'a code of the United States without a state' if american else 'a state of another country'}")
        if region in TERRITORIES and names != {region}:
            wrong.append(f"{code}: {region} with the states {' '.join(sorted(names))}")
        if not zones:
            wrong.append(f"{code} has no zone")
        wrong += [f"{code}: {zone} is no zone of the tz database on this machine" for zone in sorted(zones - known)]
        wrong += [f"{code}: no state is called {state}" for state in sorted(names - set(states))]
        allowed = set().union({IN_PRACTICE.get(code)}, *(states.get(state, set()) for state in names))
        if american and zones - allowed:
            wrong.append(f"{code}: {' '.join(sorted(zones - allowed))} is in none of {' '.join(sorted(names))}")
        for state in names & set(states):
            seen[state] |= zones
            if not zones & states[state]:
                wrong.append(f"{code}: none of the zones of {state}")
    for state, zones in states.items():
        if zones - seen[state]:
            wrong.append(f"{state}: no area code is in {' '.join(sorted(zones - seen[state]))}")
    for ground in GROUNDS:
        wrong += [f"{code} is missing" for code in ground if code not in codes and code not in NOT_YET]
        there = [code for code in ground if code in codes and code not in NARROWER]
        for code in there[1:]:
            if codes[code] != codes[there[0]]:
                wrong.append(f"{code} and {there[0]} lie over one another and differ in region, states or zones")
        wrong += [f"{code} is wider than the codes that lie over it" for code in ground if code in codes and code in NARROWER
                  and not codes[code][2] <= codes[there[0]][2]]
    for code, zones in ZONES.items():
        if code in codes and not set(zones) <= codes[code][2]:
            wrong.append(f"{code} lacks {' '.join(sorted(set(zones) - codes[code][2]))}")
    return wrong


# Each is put into a good table, one at a time; the rules have to see it.
PLANTED = {
    "a code that is none": lambda codes, others, states: codes.update({"199": codes["914"]}),
    "a code that is gone": lambda codes, others, states: codes.pop("212"),
    "a code in both tables": lambda codes, others, states: others.update({"212": "personal"}),
    "an unknown use": lambda codes, others, states: others.update({"800": "free"}),
    "an unknown zone": lambda codes, others, states: codes.update({"213": ("US", {"CA"}, {"America/Gotham"})}),
    "an unknown state": lambda codes, others, states: codes.update({"914": ("US", {"NX"}, {E})}),
    "no state": lambda codes, others, states: codes.update({"914": ("US", set(), {E})}),
    "a state of Canada": lambda codes, others, states: codes.update({"867": ("CA", {"AK"}, codes["867"][2])}),
    "a zone of another state": lambda codes, others, states: codes.update({"914": ("US", {"NY"}, {E, C})}),
    "an overlay narrower than its parent": lambda codes, others, states: codes.update({"986": ("US", {"ID"}, {BOISE})}),
    "an overlay with fewer states": lambda codes, others, states: codes.update({"364": ("US", {"KY"}, {C, E})}),
    "a state whose zone no code has": lambda codes, others, states: states.update({"NY": {E, C}}),
    "a code without one of its zones": lambda codes, others, states: codes.update({"605": ("US", {"SD"}, {C})}),
}


def unseen(codes, others, states):
    for name, plant in PLANTED.items():
        copies = dict(codes), dict(others), dict(states)
        plant(*copies)
        if not problems(*copies):
            yield f"the rules do not see {name}"


# --- from the sources -------------------------------------------------------------------------------------------------------


def report_rows(path):
    lines = open(path, encoding="utf-8", errors="replace").read().splitlines()
    return lines[0].partition(",")[2].strip(), [row for row in csv.DictReader(lines[1:]) if row["ASSIGNED"] == "Yes"]


def prefix_zones(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        prefix, _, zones = line.strip().partition("|")
        if re.fullmatch("1[0-9]{3,}", prefix):
            found.setdefault(prefix[1:4], set()).update(SAME.get(zone, zone) for zone in zones.split("&"))
    return found


def use_of(row):
    service = (row["SERVICE"] + row["NOTES"]).lower()
    if "toll-free" in service:
        return "toll-free"
    if "premium" in service:
        return "premium"
    if "government" in service:
        return "government"
    return "personal" if row["NPA_ID"].startswith("5") else "non-geographic"


def build(report, map_data, wrong):
    date, rows = report_rows(report)
    print(f"NANPA's report of {date}: {len(rows)} codes assigned")
    by_prefix = prefix_zones(map_data)
    ground_of = {code: ground for ground in GROUNDS for code in ground}
    codes, others = {}, {}
    for row in rows:
        code, place = row["NPA_ID"], row["LOCATION"].strip()
        ground = ground_of.get(code, [code])
        missing = set(re.findall("[0-9]{3}", row["OVERLAY_COMPLEX"])) - set(ground) if row["USE"] == "G" else set()
        if missing:
            wrong.append(f"{code} lies over or under {' '.join(sorted(missing))} in the report, and not in this program")
        if row["USE"] == "N":
            others[code] = use_of(row)
        elif row["IN_SERVICE"] != "Y" and code not in TO_COME:
            print(f"{code} {place} is assigned and not in service (first day: {row['IN_SERVICE_DT'] or 'not set'})")
        else:
            american = row["COUNTRY"] == "US"
            state = {"CNMI": "MP"}.get(place, place) if american else ""
            region = (state if state in TERRITORIES else "US") if american else REGIONS.get(row["COUNTRY"].strip(), "")
            zones = set()
            for member in ground if code not in NARROWER else []:
                zones |= set(ZONES.get(member, []))
            # Without a row by hand: the prefixes of the ground's oldest code, then of any.
            older = [row["PARENT_NPA_ID"].strip()] if row["PARENT_NPA_ID"].strip() in ground else []
            zones = zones or set(NARROWER.get(code, [])) or by_prefix.get((older or [code])[0]) or by_prefix.get(code, set())
            also = {ALSO_STATES[member] for member in ground if member in ALSO_STATES}
            codes[code] = (region, ({state} | also) - {""}, zones)
            letters = WRITTEN_OUT.get(row["TIME_ZONE"].strip(), row["TIME_ZONE"].strip())
            for letter in set(letters) - set(LETTERS_WRONG.get(code, "")):
                if not zones & LETTERS.get(letter, set()):
                    wrong.append(f"{code}: the report has {letter}, the zones are {' '.join(sorted(zones))}")
    return codes, others


def lost(old, new, old_others, new_others):
    """What the files on disk know and the new tables do not."""
    gone = [f"{code} would no longer be listed" for code in sorted((set(old) - set(new)) | (set(old_others) - set(new_others)))]
    for code in sorted(set(old) & set(new)):
        for before, after in zip(old[code][1:], new[code][1:]):
            if before - after:
                gone.append(f"{code} would lose {' '.join(sorted(before - after))}")
    return gone


def refuse(sentences):
    for sentence in sentences:
        print(sentence)
    return 1


def known_states():
    return {row[0]: set(row[1].split()) for row in rows_of(STATES)}


def check():
    wrong = []
    codes, others, states = read_codes(CODES, wrong), read_others(OTHERS, wrong), known_states()
    wrong += problems(codes, others, states)
    if not wrong:
        wrong += unseen(codes, others, states)
    zones, names = (sum(len(place[column]) > 1 for place in codes.values()) for column in (2, 1))
    print(f"{len(codes)} area codes, {zones} in two zones or more, {names} in two states; {len(others)} without a place; "
          f"{len(wrong)} wrong")
    return refuse(wrong) if wrong else 0


def main(arguments):
    if arguments == ["--check"]:
        return check()
    wrong = []
    codes, others = build(arguments[0], arguments[1], wrong)
    wrong += problems(codes, others, known_states())
    if wrong:
        return refuse(wrong + ["nothing written"])
    if CODES.exists() and OTHERS.exists():
        old, old_others = read_codes(CODES, []), read_others(OTHERS, [])
        gone = lost(old, codes, old_others, others)
        if gone and "--allow-removal" not in arguments:
            return refuse(gone + ["nothing written; --allow-removal writes it all the same"])
        for code in sorted(codes):
            if old.get(code) != codes[code]:
                was, now = (" / ".join([place[0], *(" ".join(sorted(part)) for part in place[1:])]) if place else "not listed"
                            for place in (old.get(code), codes[code]))
                print(f"{code}: {was} -> {now}")
        print(f"{len(set(codes) - set(old))} area codes new, {len(set(old) - set(codes))} gone; "
              f"{len(set(others) - set(old_others))} without a place new, {len(set(old_others) - set(others))} gone")
    with open(CODES, "w", encoding="utf-8") as out:
        out.write(f"# {len(codes)} area codes: code,region,states,zones. Made by make_area_codes.py, see README.md\n")
        for code in sorted(codes):
            region, names, zones = codes[code]
            out.write(f"{code},{region},{' '.join(sorted(names))},{' '.join(sorted(zones))}\n")
    with open(OTHERS, "w", encoding="utf-8") as out:
        out.write("# code,use: made by make_area_codes.py, see README.md\n")
        out.writelines(f"{code},{others[code]}\n" for code in sorted(others))
    return check()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        sys.exit(0 if len(sys.argv) > 1 else 2)
    sys.exit(main(sys.argv[1:]))
