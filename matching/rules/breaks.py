"""Rules about series of short breaks (section C)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from matching.case import Case
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from matching.situation import ShortBreak
from placements.models.referral import ReferralKind

SECTION = Book()
MOST_DAYS, MOST_DAYS_IN_YEAR = 17, 75


@SECTION.rule(
    "short-break-mode",
    RuleClass.HARD,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 48 (the text without the limit of 17 days was a temporary change of 2020)",
    cleared_by="full care planning in place of a series of short breaks",
    who="the child's social worker",
    in_force_from=dt.date(2011, 4, 1),
)
def short_break_mode(case: Case) -> Says | None:
    """A series of short breaks is with one carer, no break above 17 days, and no more than 75 days in 12 months."""
    if case.request.kind is not ReferralKind.SHORT_BREAK:
        return None
    return worst(_outside(case.request.short_break or ShortBreak(), case.home.ref))


def _outside(series: ShortBreak, home: str) -> Iterator[Says | None]:
    if series.home is not None and series.home != home:
        yield breach("The series of short breaks is with another carer.")
    if series.days is None:
        yield not_known("How many days this short break has is not recorded.")
    elif series.days > MOST_DAYS:
        yield breach(f"A short break of {series.days} days: more than {MOST_DAYS}.")
    if series.days_in_year is None:
        yield not_known("How many days of short break there were in the last twelve months is not recorded.")
    elif series.days_in_year + (series.days or 1) > MOST_DAYS_IN_YEAR:
        reached = series.days_in_year + (series.days or 1)
        yield breach(f"This break would reach day {reached} of short breaks in twelve months: more than 75.")
