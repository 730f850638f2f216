"""Options of a search made by hand, for what only sorts, hides or sets them side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from api.shapes.search import (
    Alternatives,
    Contribution,
    Journey,
    Option,
    SearchAnswer,
    SearchedChild,
    Travel,
    WeeklyCost,
)


def an_option(
    children: Sequence[str],
    home: str,
    fit: float,
    *,
    rank: int = 1,
    home_name: str | None = None,
    because: str = "Meets every need.",
) -> Option:
    """A home that meets every rule."""
    return Option(
        children=list(children),
        home=home,
        home_name=home_name,
        home_kind="fostering",
        rank=rank,
        level_with_above=False,
        split_siblings=0,
        status="eligible",
        fit=fit,
        word="medium",
        contributions=[Contribution(factor="needs", points=fit, of=100, word="medium", known=True, because=because)],
        approvals=[],
        gaps=[],
        unknown=[],
        tasks=[],
        notes=[],
        records=[],
        warnings=[],
        travel=Travel(
            estimate="estimated",
            children=[
                Journey(child=child, home_minutes=5, home_miles=1.0, school_minutes=9, contact_minutes=[])
                for child in children
            ],
        ),
        cost=WeeklyCost(weekly_pence=None, standing=None, because="Not known."),
    )


def an_answer(options: Sequence[Option]) -> SearchAnswer:
    """A search that found these and nothing else."""
    children = list(dict.fromkeys(child for one in options for child in one.children))
    return SearchAnswer(
        search=1,
        referral="R-1",
        children=[SearchedChild(child=child, name=None, age=9) for child in children],
        urgency="tonight",
        needed_by=dt.datetime(2026, 6, 5, 21, tzinfo=dt.UTC),
        today=dt.date(2026, 6, 5),
        complete=True,
        marked=None,
        missing_facts=[],
        homes=len(options),
        versions={},
        options=list(options),
        approach=[],
        not_approached=[],
        near_misses=[],
        excluded=[],
        excluded_by_rule={},
        unknown=[],
        alternatives=Alternatives(in_turn=[], chance_of_a_home=0.0, chance_is="rough"),
        unmet_need=None,
        unmet=[],
        decides="A person must decide.",
        seconds=0.0,
    )
