"""Rules about the child's school (section B)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.place import keeps_school
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from placements.models.child import Topic

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
KEY_STAGE_4 = frozenset({10, 11})
KEY_STAGE_4_AGES = frozenset({14, 15, 16})


@SECTION.rule(
    "ks4-school",
    RuleClass.APPROVAL,
    Scope.EACH,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 10",
    cleared_by="the nominated officer signs; virtual head and IRO consulted; the provision fits the education plan",
    who=Approver.NOMINATED_OFFICER.value,
    in_force_from=CPPCR,
    concerns=lambda child: child.school_year is None or child.school_year in KEY_STAGE_4,
)
def ks4_school(case: Case) -> Says | None:
    """Moving a pupil of year 10 or 11 from their school needs the nominated officer, save in an emergency."""
    has_no_school = case.child.school_urn is None and case.child.answered(Topic.SCHOOL)
    if case.request.is_emergency or has_no_school:
        return None
    year = case.child.school_year
    if year is None and _may_be_in_key_stage_4(case):
        return not_known(f"{case.child.called}'s school year is not recorded: it may be year 10 or 11.")
    if year not in KEY_STAGE_4:
        return None
    if case.child.school_urn is None:
        return not_known(f"Year {year}, and {case.child.called}'s school is not recorded.")
    kept = keeps_school(case)
    if kept is None:
        return not_known(f"Year {year}: whether {case.child.called} can keep the same school from here is not known.")
    if kept:
        return None
    return breach(
        f"Year {year}: moving {case.child.called}'s school needs the nominated officer.",
        approver=Approver.NOMINATED_OFFICER,
    )


def _may_be_in_key_stage_4(case: Case) -> bool:
    age = case.child.age_on(case.stay.starts_on)
    return age is None or age in KEY_STAGE_4_AGES


@SECTION.rule(
    "school-arranged",
    RuleClass.CLOCK,
    Scope.EACH,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 10(4)",
    cleared_by="a school place arranged",
    who="the virtual school and the child's social worker",
    in_force_from=CPPCR,
    concerns=lambda child: child.school_urn is not None,
)
def school_arranged(case: Case) -> Says | None:
    """Where another pupil's school would change, a place is arranged."""
    if case.child.school_year in KEY_STAGE_4 or case.child.school_urn is None or keeps_school(case) is not False:
        return None
    due = case.stay.starts_on
    return breach(f"A school place for {case.child.called} is to be arranged by {words.day(due)}.", due=due)
