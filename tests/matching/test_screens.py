"""Screens save asking, and never change an answer: with or without them the rules say the same of every home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from matching.candidates import Judge
from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.rules.catalogue import every_rule
from matching.screens import SCREENS
from matching.situation import Context, Request
from tests.oracles.random_cases import draw
from tests.worlds import a_context

HOMES = 60


@dataclass(frozen=True)
class Many:
    """Children and many homes."""

    children: tuple[ChildFacts, ...]
    homes: tuple[HomeFacts, ...]
    request: Request
    context: Context


def among_many(seed: int) -> Many:
    """The children of one random case, and the homes of many."""
    case = draw(seed * HOMES)
    homes = [replace(draw(seed * HOMES + n).home, ref=f"H-{n}") for n in range(HOMES)]
    context = a_context(case.children, homes, case.context.relations)
    looked_after = {f"X-{n}": f"X-{n}" for n in range(3)}
    return Many(case.children, tuple(homes), case.request, replace(context, looked_after=looked_after))


def said(judge: Judge, case: Many, ref: str) -> list[tuple[str, str, str]]:
    """What the rules say of the children in one home, in order."""
    found = judge.verdict(case.children, ref).findings
    return [(one.rule.id, one.effect.value, one.because) for one in found]


def test_a_search_of_many_homes_says_of_each_what_a_search_of_it_alone_says(scale: Callable[[int], int]) -> None:
    for seed in range(scale(400)):
        case = among_many(seed)
        screened = Judge(case.request, case.context, case.homes)
        for home in case.homes:
            alone = Judge(case.request, case.context, [home])
            assert said(screened, case, home.ref) == said(alone, case, home.ref), (seed, home.ref)


def test_every_screen_belongs_to_a_rule() -> None:
    assert set(SCREENS) <= {rule.id for rule in every_rule()}
