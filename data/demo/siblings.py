"""Brothers and sisters who are both in care, a pair a row, with the assessment of living together if one was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from data.demo.chance import Chance
from data.demo.life import Child, Day
from data.demo.portrait import SOURCE, date
from data.demo.workbook import Row

_TOGETHER = {"together_must": 0.42, "together_prefer": 0.30, "neutral": 0.03, "not_assessed": 0.25}
_PARTED = {"together_must": 0.06, "together_prefer": 0.20, "neutral": 0.26, "apart_must": 0.18, "not_assessed": 0.30}
_FULL = 0.7


def sibling_rows(children: Iterable[Child], refs: Mapping[str, str], today: Day, seed: int) -> list[Row]:
    """A row for every pair of one family who are in care today."""
    families: dict[int, list[Child]] = defaultdict(list)
    for child in children:
        families[child.family].append(child)
    return [
        _pair(Chance(seed, "siblings", a.code, b.code), a, b, refs, today)
        for family in families.values()
        for a, b in combinations(family, 2)
    ]


def _pair(chance: Chance, a: Child, b: Child, refs: Mapping[str, str], today: Day) -> Row:
    where = [_postcode(child, today) for child in (a, b)]
    assessed = chance.pick(_TOGETHER if where[0] == where[1] else _PARTED)
    made = today - chance.whole(20, 500)
    known = assessed != "not_assessed"
    return {
        "child_a": refs[a.code],
        "child_b": refs[b.code],
        "relation": "full" if chance.happens(_FULL) else "half",
        "assessed": assessed,
        "assessed_on": date(made) if known else None,
        "review_on": date(made + 365) if assessed == "apart_must" else None,
        "contact_if_apart": None if where[0] == where[1] else chance.whole(1, 4),
        "source": SOURCE,
    }


def _postcode(child: Child, today: Day) -> str:
    period = child.period_on(today)
    address = period.stay_on(today).address if period else None
    return address.spot.postcode if address else ""
