"""Providers beside each other, read plainly: one provider, one child and one day at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from placements.providing.alike import Like
from placements.providing.stays import ProviderStay

Row = dict[str, str]


def beside_each_other(
    stays: Sequence[ProviderStay],
    bands: Mapping[int, int],
    weekly: Mapping[tuple[int, int], int],
    like: Like,
    day: dt.date,
) -> dict[int, Row]:
    """Every figure of every provider as it should be printed."""
    since = day - dt.timedelta(days=1095)
    meant = [one for one in stays if _meant(one, bands, like) and _lived_there(one, since, day)]
    found: dict[int, Row] = {}
    for provider in {one.provider for one in meant}:
        mine = [one for one in meant if one.provider == provider]
        children = {one.child for one in mine}
        fees = sorted(weekly[provider, child] for child in children if (provider, child) in weekly)
        good, bad = _judged(mine, day)
        miles = sorted(one.miles for one in mine if one.miles is not None)
        few = len(children) < 6
        found[provider] = {
            "children": _number(len(children)),
            "now": _number(len([one for one in mine if one.ends is None])),
            "judged": _number(good + bad),
            "kept": _middle(100 * good / (good + bad) if good + bad else None, good + bad, few),
            "miles": _middle(_median(miles), len(miles), few),
            "week": _middle(_median(fees), len(fees), few or _too_few_fees(meant, weekly)),
        }
    return found


def _meant(one: ProviderStay, bands: Mapping[int, int], like: Like) -> bool:
    band = bands.get(one.child)
    needs = "not-recorded" if band is None else "1-2" if band in {1, 2} else "3-4"
    ages = "0-9" if one.age <= 9 else "10-15" if one.age <= 15 else "16-17"
    return one.setting == like.setting and like.ages in {None, ages} and like.needs in {None, needs}


def _lived_there(one: ProviderStay, since: dt.date, day: dt.date) -> bool:
    return one.ends is None or one.ends > since


def _judged(mine: Sequence[ProviderStay], day: dt.date) -> tuple[int, int]:
    good = bad = 0
    for one in mine:
        if (one.ends or day) >= one.starts + dt.timedelta(days=365) or (one.ends and one.unplanned is False):
            good += 1
        elif one.ends and one.unplanned:
            bad += 1
    return good, bad


def _too_few_fees(meant: Sequence[ProviderStay], weekly: Mapping[tuple[int, int], int]) -> bool:
    pairs = {(one.provider, one.child) for one in meant} & set(weekly)
    providers = [provider for provider, _ in pairs]
    return bool(pairs) and len([one for one in set(providers) if providers.count(one) >= 6]) < 3


def _number(number: int) -> str:
    return "c" if number in {1, 2, 3, 4, 5} else f"{number}"


def _median(values: Sequence[float]) -> float | None:
    if not values:
        return None
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def _middle(value: float | None, of: int, hidden: bool) -> str:
    if value is None:
        return "not known"
    return "c" if hidden or of < 6 else f"{int(value + 0.5):,}"
