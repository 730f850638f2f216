"""Rules about the authority in whose area the home lies (section A, second half)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.place import FAMILY
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from placements.models.home import HomeKind
from placements.working_days import add_working_days

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
REGULATION_11 = dt.date(2014, 1, 1)  # January 2014; the day is still to be checked
ACT = "Children Act 1989"
WORKING_DAYS = 5


@SECTION.rule(
    "in-area",
    RuleClass.PREFERENCE,
    Scope.HOME,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(9)",
    cleared_by="a reason",
    in_force_from=CPPCR,
)
def in_area(case: Case) -> Says | None:
    """A home within the authority's own area is preferred."""
    if case.home.la_code is None:
        return not_known("Which authority's area the home lies in is not known.")
    if case.home.la_code == case.context.authority:
        return None
    return breach(f"Outside the area: in {case.context.la_name(case.home.la_code)}.")


def exempt(case: Case) -> bool:
    """Whether regulation 11 does not ask for approval: a connected person, or a carer this authority approved."""
    return case.home.kind in FAMILY or (case.home.kind is HomeKind.FOSTERING and case.home.is_own)


def _out_of_area(case: Case) -> bool:
    return case.home.la_code is not None and case.home.la_code != case.context.authority


@SECTION.rule(
    "out-adjoining",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 11 as amended by SI 2013/3239",
    cleared_by=(
        "the nominated officer signs: wishes, most appropriate, relatives, IRO consulted, area authority notified"
    ),
    who=Approver.NOMINATED_OFFICER.value,
    in_force_from=REGULATION_11,
)
def out_adjoining(case: Case) -> Says | None:
    """A home in an adjoining authority needs the nominated officer, by boundaries and not by miles."""
    if exempt(case):
        return None
    if case.home.la_code is None:
        return not_known("Which authority's area the home lies in is not known, so neither is whose approval it needs.")
    if not _out_of_area(case):
        return None
    if case.context.neighbours.adjoins(case.context.authority, case.home.la_code) is not True:
        return None
    name = case.context.la_name(case.home.la_code)
    here = case.context.la_name(case.context.authority)
    return breach(f"{name} adjoins {here}: nominated officer approval needed.", approver=Approver.NOMINATED_OFFICER)


@SECTION.rule(
    "out-distant",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 11 as amended by SI 2013/3239",
    cleared_by="the director signs; the area authority is consulted with the care plan",
    who=Approver.DIRECTOR.value,
    in_force_from=REGULATION_11,
)
def out_distant(case: Case) -> Says | None:
    """A home in an authority that does not adjoin needs the director of children's services."""
    if case.home.la_code is None or exempt(case) or not _out_of_area(case):
        return None
    adjoins = case.context.neighbours.adjoins(case.context.authority, case.home.la_code)
    name, here = case.context.la_name(case.home.la_code), case.context.la_name(case.context.authority)
    if adjoins is None:
        return not_known(f"Whether {name} adjoins {here} is not held, so neither is whose approval it needs.")
    if adjoins:
        return None
    return breach(
        f"{name} does not adjoin {here}: the director of children's services must approve.",
        approver=Approver.DIRECTOR,
    )


@SECTION.rule(
    "out-exempt",
    RuleClass.FACT,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 11 as amended by SI 2013/3239; local manuals",
    cleared_by="nothing to clear: it switches off out-adjoining and out-distant",
    in_force_from=REGULATION_11,
)
def out_exempt(case: Case) -> Says | None:
    """A connected person, or a carer this authority approved, needs no regulation 11 approval wherever they live."""
    if not (_out_of_area(case) and exempt(case)):
        return None
    whose = _WHOSE.get(case.home.kind, "This authority's own carer")
    return breach(f"{whose} in {case.context.la_name(case.home.la_code or '')}: no regulation 11 approval.")


_WHOSE = {HomeKind.KINSHIP: "Connected person", HomeKind.PARENT: "Parent"}


@SECTION.rule(
    "notify-area",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 13(4)",
    cleared_by="the notice is sent with assessment, reasons and care plan",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def notify_area(case: Case) -> Says | None:
    """The authority in whose area the home lies is told before the move, or within 5 working days in an emergency."""
    if not _out_of_area(case):
        return None
    due = _due(case)
    when = "within 5 working days of the move" if case.request.is_emergency else "before the move"
    return breach(f"Notify {case.context.la_name(case.home.la_code or '')} by {words.day(due)}, {when}.", due=due)


def _due(case: Case) -> dt.date:
    """The first day of the stay; in an emergency five working days after it."""
    first = case.stay.starts_on
    return add_working_days(first, WORKING_DAYS) if case.request.is_emergency else first


@SECTION.rule(
    "out-emergency",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.TO_CHECK,
    citation="CPPCR 2010 reg 11(3)",
    cleared_by="the steps done in time",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def out_emergency(case: Case) -> Says | None:
    """In an emergency out of area the approval steps may be shorter, and are completed within 5 working days."""
    if not case.request.is_emergency or not _out_of_area(case) or exempt(case):
        return None
    due = _due(case)
    return breach(f"Emergency out of area: consult and notify by {words.day(due)}.", due=due)


@SECTION.rule(
    "sufficiency-link",
    RuleClass.RECORD,
    Scope.SEARCH,
    Checked.TO_CHECK,
    citation=f"{ACT} s22G",
    cleared_by="the unmet need written down for the sufficiency statement",
    who="the commissioner",
    in_force_from=CPPCR,
)
def sufficiency_link(case: Case) -> Says | None:
    """Where no home in the area would do, the unmet need is recorded for the sufficiency statement."""
    if case.beyond.found_in_area is not False:
        return None
    ages = words.listed(words.aged(child.age_on(case.stay.starts_on)) for child in case.children)
    levels = [child.supervision for child in case.children if child.supervision is not None]
    supervision = f", supervision {max(levels)}" if levels else ""
    where = case.context.la_name(case.context.authority)
    return breach(f"Unmet need: {ages}{supervision}, in {where}. Record it for the sufficiency statement.")
