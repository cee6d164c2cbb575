"""Write the correspondences between classifications of products that come with the package.

    python scripts/write_products.py FOLDER

FOLDER holds hs_concordance.parquet (code_after, code_before, adjustment): the correspondence
tables of the United Nations Statistics Division, one edition to the one before. Run twice on the
same file and versions of the libraries, it writes the same bytes.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cedic.model.tables import rows

TARGET = Path(__file__).parents[1] / "src" / "cedic" / "products" / "data" / "links.parquet"
STEPS = {
    "2022 to 2017": ("HS22", "HS17"),
    "2017 to 2012": ("HS17", "HS12"),
    "2012 to 2007": ("HS12", "HS07"),
    "2007 to 2002": ("HS07", "HS02"),
    "2002 to 1996": ("HS02", "HS96"),
    "1996 to 1992": ("HS96", "HS92"),
    "1992 to 1988": ("HS92", "SITC3"),
    "1988 to 1976": ("SITC3", "SITC2"),
    "1976 to 1962": ("SITC2", "SITC1"),
}
SITC2 = tuple(code for row in rows("cedic.products", "lall") for code in row["codes"].split())
"""The groups of the SITC, revision 2: all of them have a technological category."""
GOLD = {"00000I": "I", "0000II": "II"}
FOOD_CHAPTERS = {"1": (2, 5, 16), "2": (4,), "3": (3, 16), "4": (10, 11, 19), "6": (4, 17)}
"""Chapters of the HS whose goods are in division 01, 02 … of the SITC, not in section 1, 2 …"""
COLLECTORS = {
    "HS22": {
        "8549": ("854810", "854890"),
        "8524": ("852990", "853120", "901380"),
        "852990": ("852990",),
        "854151": ("854370",),
        "854159": ("854370",),
        "300693": ("382499",),
    },
    "HS17": {code: (code,) for code in ("854231", "854232", "854233", "854239")},
}
"""Codes that take traces of goods from everywhere, and where most of these goods were before.

HS 2022 made electrical waste (8549) of what was part of 1,019 subheadings, flat panel display
modules (8524) of 483, transducers (8541.5) of 157 and placebos (3006.93) of 16; HS 2017 let
integrated circuits (8542.3) take from 159. Equal weights would send as much of a laptop's trade to
waste as to laptops.
"""
MENDED = {
    ("HS22", "HS17"): {("911490", "911490"), ("854151", "854150"), ("854159", "854150")},
    ("HS12", "HS07"): {("291616", "291636")},
}
"""Links lost to collectors: 9114.90 went on, other semiconductor devices became 8541.51 and .59;
and one that was never there: binapacryl had 2916.36, and then 2916.16."""


def main(folder: Path) -> None:
    """Write all steps as one table: FROM, TO, CODE_FROM, CODE_TO."""
    facts = pq.read_table(folder / "hs_concordance.parquet")
    links = []
    for adjustment, (after, before) in STEPS.items():
        step = facts.filter(pc.equal(facts["adjustment"], adjustment))
        sides = (step[name].to_pylist() for name in ("code_after", "code_before"))
        pairs = set(zip(*sides, strict=True))
        if before.startswith("SITC"):
            known = {code for _, to, _, code in links if to == after}
            pairs = without_padding(pairs, known, SITC2 if before == "SITC2" else ("",))
        else:
            pairs = without_collectors(pairs, after) | MENDED.get((after, before), set())
        check_complete(step, pairs)
        links += [(after, before, *pair) for pair in sorted(pairs)]
    columns = ("FROM", "TO", "CODE_FROM", "CODE_TO")
    table = pa.table(dict(zip(columns, zip(*links, strict=True), strict=True)))
    pq.write_table(table, TARGET, compression="zstd", compression_level=19, store_schema=False)
    print(len(table), "links,", TARGET.stat().st_size, "bytes")


def without_collectors(pairs: set[tuple[str, str]], edition: str) -> set[tuple[str, str]]:
    """Leave a collector of `edition` only the predecessors that most of its goods were in."""
    main = COLLECTORS.get(edition, {})
    return {
        (after, before)
        for after, before in pairs
        if before in main.get(after, main.get(after[:4], (before,)))
    }


def check_complete(facts: pa.Table, pairs: set[tuple[str, str]]) -> None:
    """Stop if a code has lost all its links."""
    for name, left in zip(("code_after", "code_before"), zip(*pairs, strict=True), strict=True):
        lost = {code.lstrip("0") for code in facts[name].to_pylist()} - {
            code.lstrip("0") for code in left
        }
        if lost:
            sys.exit(f"{name}: no link is left of {sorted(lost)[:9]}")


def without_padding(
    pairs: set[tuple[str, str]], known: set[str], begin: tuple[str, ...]
) -> set[tuple[str, str]]:
    """Take away the zeros that fill codes of the SITC to six digits.

    A code such as 001110 may be 1110 (beverages) or 01110 (meat): which of them a row means, the
    code on its other side tells. `known` are the codes that the step before gave to that side; the
    first step has codes of the HS there. `begin` is what codes of the other side may begin with.
    """
    if not known or all(len(code) == 6 for code in known):
        return {(after, of_chapter(before, int(after[:2]))) for after, before in pairs}
    meant: set[tuple[str, str]] = set()
    for after, before in pairs:
        afters = [code for code in readings(after) if code in known] or readings(after)
        befores = [code for code in readings(before) if code.startswith(begin)]
        read = sorted(product(afters, befores), key=likeness)
        # One row may stand for two: 2222 to 2222, and 02222 to 02222.
        alike = [pair for pair in read if likeness(pair)[0] == likeness(read[-1])[0] >= 3]
        meant |= set(alike or read[-1:])
    without = known - {after for after, _ in meant}
    return meant | {
        (code, max(readings(before), key=lambda reading: likeness((code, reading))))
        for code in without
        for after, before in pairs
        if after == code.zfill(6)
    }


def readings(padded: str) -> list[str]:
    """What a padded code may be: four or five digits, the first of them a section."""
    digits = padded.lstrip("0")
    if padded in GOLD:
        return [GOLD[padded]]
    if len(digits) <= 2:
        return [digits.zfill(4)]
    if len(digits) == 3:
        return [digits.zfill(4), digits.zfill(5)]
    return [digits, digits.zfill(5)] if len(digits) == 4 else [digits]


def of_chapter(padded: str, chapter: int) -> str:
    """The reading that goods of a chapter of the HS have."""
    first, *second = readings(padded)
    if not second:
        return first
    if len(first) == 4 and first.startswith("0"):
        return second[0] if chapter == 1 else first
    return second[0] if chapter in FOOD_CHAPTERS.get(first[0], range(1, 25)) else first


def likeness(pair: tuple[str, str]) -> tuple[int, bool, bool]:
    """How alike two codes are: digits in common, both food or neither, the shorter readings."""
    after, before = pair
    common = next((at for at, (a, b) in enumerate(zip(after, before, strict=False)) if a != b), 5)
    # The zero that two foods begin with says no more than that.
    foods = [code < "1" for code in pair]
    return common - all(foods), foods[0] == foods[1], len(before) == 4 and foods[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
