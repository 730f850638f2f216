"""The order in which options are read: group, veto, needs, what is known, siblings, approvals, fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from matching.candidates import Status
from matching.option import Option
from matching.scoring import order_depends_on_weights


def ranked(options: Iterable[Option]) -> tuple[Option, ...]:
    """Options in order, numbered from 1; two neighbours whose order hangs on one weight are marked as level.

    Larger bundles come first. Within a size: homes that no child said no to; every essential need met, then not known
    to be, then not met; what the rules know before what they do not; fewer brothers and sisters parted; the lighter
    approval; the better fit; where somebody asked for it, the place that children to come need least; then the
    reference, so that the same record gives the same order. Cost takes no part.
    """
    tiers = [(tier_of(option), option) for option in options]
    ordered = sorted(tiers, key=_order)
    level = [False, *(_level(upper, lower) for upper, lower in pairwise(ordered))]
    return tuple(
        replace(option, rank=rank, level_with_above=equal)
        for rank, ((_, option), equal) in enumerate(zip(ordered, level, strict=False), start=1)
    )


Tier = tuple[int, bool, int, bool, int, int]
TIERS = (
    "it keeps more of them together",
    "no child said no to it, as one did to the other",
    "it meets essential needs that the other does not, or is not known to meet",
    "everything the rules ask of it is known",
    "fewer brothers and sisters would be parted",
    "it needs a lighter approval",
)
"""What comes before fit, in order, as it is said of the home that stands above."""


def tier_of(option: Option) -> Tier:
    """What decides before fit, the smaller the better: each part as `TIERS` says it."""
    not_known = option.status is Status.UNKNOWN
    return -len(option.children), option.vetoed, option.score.essential, not_known, option.split, option.verdict.burden


def _order(one: tuple[Tier, Option]) -> tuple[Tier, float, tuple[str, ...], float, str]:
    tier, option = one
    return tier, -option.fit, option.children, option.worth, option.home


def _level(upper: tuple[Tier, Option], lower: tuple[Tier, Option]) -> bool:
    same = upper[0] == lower[0] and upper[1].children == lower[1].children
    return same and order_depends_on_weights(upper[1].score, lower[1].score)
