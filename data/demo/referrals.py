"""referrals.xlsx, and what children.xlsx says of the children referred."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from data.demo.case import Case, Setting, Told, case
from data.demo.chance import Chance
from data.demo.fitting import FITTING
from data.demo.ground import Ground
from data.demo.life import Child, Day
from data.demo.schools import School
from data.demo.workbook import Row

_FILE = Path(__file__).with_name("referrals.toml")
_FIRST, _FIRST_CHILD = 101, 9001


def open_referrals(
    children: Iterable[Child], refs: Mapping[str, str], land: Ground, schools: list[School], today: Day, seed: int
) -> list[Case]:
    """A dozen open referrals of awkward kinds; one about a child in care is left out where it fits nobody."""
    free, cases, number = list(children), list[Case](), _FIRST_CHILD
    for place, told in enumerate(tomllib.loads(_FILE.read_text(encoding="utf-8"))["referral"]):
        chance = Chance(seed, "referral", place)
        setting = Setting(chance, land, schools, land.home(chance))
        child = _fitting(told, free, today)
        if child is not None:
            free.remove(child)
            cases.append(case(told, f"R-{_FIRST + place}", [refs[child.code]], child.name, setting))
        elif "of" not in told:
            named = [f"C-{number + at}" for at in range(len(told["child"]))]
            number += len(named)
            cases.append(case(told, f"R-{_FIRST + place}", named, "", setting))
    return cases


def _fitting(told: Told, free: list[Child], today: Day) -> Child | None:
    """The first child in care whom the referral fits, if it is about a child in care."""
    fits = FITTING[told["of"]] if "of" in told else None
    return next((child for child in free if fits(child, today)), None) if fits else None


def referral_rows(cases: Iterable[Case]) -> dict[str, list[Row]]:
    """The rows of both sheets."""
    every = list(cases)
    return {"referrals": [one.referral for one in every], "kin": [row for one in every for row in one.kin]}


def with_referred(rows: Mapping[str, list[Row]], cases: Iterable[Case]) -> dict[str, list[Row]]:
    """The rows of children.xlsx with what the referrals say, in place of what was held of the same children."""
    merged = {sheet: list(of_sheet) for sheet, of_sheet in rows.items()}
    for one in cases:
        for sheet, told in one.known.items():
            named = {row["child"] for row in told if "child" in row}
            merged[sheet] = [*(row for row in merged[sheet] if row.get("child") not in named), *told]
    return merged
