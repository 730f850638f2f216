"""Every rule, in the order of the sections, and those in force on a day."""

from __future__ import annotations

import datetime as dt
from functools import cache

from matching.rules import approval, capacity, child, compatibility, household, place, terms, willingness
from matching.rules.rule import Rule, Scope

SECTIONS = (place, child, approval, terms, capacity, compatibility, household, willingness)


@cache
def every_rule() -> tuple[Rule, ...]:
    """All rules, whatever their dates."""
    return tuple(rule for section in SECTIONS for rule in section.SECTION.rules)


@cache
def rules_in_force(on: dt.date) -> dict[Scope, tuple[Rule, ...]]:
    """The rules that hold on a day, by what they are asked about; an old decision replays under those of its day."""
    return {scope: tuple(rule for rule in every_rule() if rule.scope is scope and rule.in_force(on)) for scope in Scope}
