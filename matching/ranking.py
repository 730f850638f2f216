"""The order in which options are read: whole group first, needs met, known, siblings, approvals, fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from matching.candidates import Status
from matching.explain import Option
from matching.scoring import order_depends_on_weights


def ranked(options: Iterable[Option]) -> tuple[Option, ...]:
    """Options in order, numbered from 1; two neighbours whose order hangs on one weight are marked as level.

    Larger bundles come first. Within a size: every essential need met, then not known to be, then not met; what the
    rules know before what they do not; fewer brothers and sisters parted; the lighter approval; the better fit; then
    the reference, so that the same record gives the same order. Cost takes no part.
    """
    ordered = sorted(options, key=_order)
    level = [False, *(_level(upper, lower) for upper, lower in pairwise(ordered))]
    return tuple(
        replace(option, rank=rank, level_with_above=equal)
        for rank, (option, equal) in enumerate(zip(ordered, level, strict=False), start=1)
    )


def _tier(option: Option) -> tuple[int, int, bool, int, int]:
    not_known = option.status is Status.UNKNOWN
    return -len(option.children), option.score.essential, not_known, option.split, option.verdict.burden


def _order(option: Option) -> tuple[tuple[int, int, bool, int, int], float, tuple[str, ...], str]:
    return _tier(option), -option.fit, option.children, option.home


def _level(upper: Option, lower: Option) -> bool:
    same = _tier(upper) == _tier(lower) and upper.children == lower.children
    return same and order_depends_on_weights(upper.score, lower.score)
