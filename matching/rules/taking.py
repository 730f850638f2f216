"""Rules about whether a home takes children at all on the day (section C)."""

from __future__ import annotations

from matching import words
from matching.case import Case
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known
from matching.taking import kept_empty, standing, taking_children
from placements.models.base import Known

SECTION = Book()


@SECTION.rule(
    "carer-on-hold",
    RuleClass.HARD,
    Scope.HOME,
    Checked.PRACTICE,
    citation="practice; Fostering National Minimum Standards 2011 standard 22, to check",
    cleared_by="the hold lifted, with a name",
    who="the supervising social worker",
    curable=True,
)
def carer_on_hold(case: Case) -> Says | None:
    """A home on hold, leaving, or not yet free takes nobody; why is never shown."""
    taking = standing(case.home, case.stay.starts_on)
    if taking.answer is Known.NO:
        return breach(words.sentence(taking.because))
    return not_known(words.sentence(taking.because)) if taking.answer is Known.UNKNOWN else None


@SECTION.rule(
    "kept-empty",
    RuleClass.HARD,
    Scope.HOME,
    Checked.PRACTICE,
    citation="local decision, with a named person, a reason and an end",
    cleared_by="its release, with a name and a reason",
    who="whoever keeps it empty",
    curable=True,
)
def kept_for_others(case: Case) -> Says | None:
    """A home that a named person keeps empty for children to come takes nobody until then; why is shown."""
    if kept_empty(case.home, case.stay.starts_on) is None:
        return None
    return breach(words.sentence(taking_children(case.home, case.stay.starts_on).because))
