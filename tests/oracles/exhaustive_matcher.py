"""The best plan by trying them all, for a handful of children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tests.oracles.plan_checker import Reading, Tables

NoGoods = Iterable[tuple[frozenset[str], str]]


def best_values(tables: Tables, *, worst_first: bool = False, no_goods: NoGoods = ()) -> list[Fraction]:
    """The values of the best plan of all, levels in strict order."""
    reading, no_goods = Reading(tables), list(no_goods)
    return min(
        reading.values(plan, worst_first=worst_first)
        for plan in plans(reading, reading.newcomers(), {})
        if not any(broken(reading, plan, children, home) for children, home in no_goods)
    )


def broken(reading: Reading, plan: dict[str, str], children: frozenset[str], home: str) -> bool:
    """Whether all of them live in that home at once, at least one of them by the plan."""
    lives = {**reading.settled, **plan}
    return bool(children & set(plan)) and all(lives.get(child) == home for child in children)


def plans(reading: Reading, waiting: list[str], so_far: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every plan that breaks no rule. A broken rule stays broken as more children are placed, so it ends a branch."""
    if reading.faults(so_far):
        return
    if not waiting:
        yield so_far
        return
    child, *others = waiting
    yield from plans(reading, others, so_far)
    for home in reading.places:
        if (child, home) in reading.pairs:
            yield from plans(reading, others, {**so_far, child: home})
