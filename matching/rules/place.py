"""Rules about the duty, relatives, and where the home is (section A)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.families import split_siblings
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from placements.models.base import Known
from placements.models.child import ConstraintKind, NeedDomain
from placements.models.home import HomeKind

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
REGULATION_11 = dt.date(2014, 1, 1)  # January 2014; the day is still to be checked
ACT = "Children Act 1989"
HIGH_MOBILITY = 3
RULED_OUT = "ruled_out"


@SECTION.rule(
    "kin-first",
    RuleClass.PREFERENCE,
    Scope.HOME,
    Checked.VERIFIED,
    citation=f"{ACT} s22C(2) to (4) and (6)(a)",
    cleared_by="an outcome and a reason for each person",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def kin_first(case: Case) -> Says | None:
    """A relative or friend who has not been ruled out comes before a stranger."""
    if case.home.kind is HomeKind.KINSHIP:
        return None
    possible = [kin.person for kin in case.request.kin if kin.outcome != RULED_OUT]
    if not possible:
        return None
    return breach(f"Not ruled out yet: {words.listed(possible)}. Record why a relative is not used, or ask kin first.")


@SECTION.rule(
    "near-home",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(a), wording to check",
    cleared_by="a reason",
    in_force_from=CPPCR,
)
def near_home(case: Case) -> Says | None:
    """A home near the child's own is preferred, by travel time."""
    minutes, limit = case.journey.home_minutes, case.context.policy.minutes.near_home
    if minutes is None:
        return not_known(f"How far this is from {case.child.called}'s home is not known.")
    if minutes <= limit:
        return None
    return breach(f"{minutes:.0f} minutes from {case.child.called}'s home ({case.context.travel_words}).")


@SECTION.rule(
    "school-kept",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(b), wording to check",
    cleared_by="a reason; see ks4-school",
    in_force_from=CPPCR,
    concerns=lambda child: child.school_urn is not None,
)
def school_kept(case: Case) -> Says | None:
    """A home from which the child can keep going to the same school is preferred."""
    if case.child.school_urn is None:
        return None
    minutes = case.journey.school_minutes
    if minutes is None:
        return not_known(f"How far this is from {case.child.called}'s school is not known.")
    if keeps_school(case):
        return None
    return breach(f"{minutes:.0f} minutes to {case.child.called}'s school: a change of school is likely.")


def keeps_school(case: Case) -> bool | None:
    """Whether the journey to school is short enough to keep it; None where it is not known."""
    minutes = case.journey.school_minutes
    return None if minutes is None else minutes <= school_limit(case)


def school_limit(case: Case) -> float:
    """The longest journey to school, by the child's age: primary to 10, secondary after."""
    age = case.child.age_on(case.stay.starts_on)
    limits = case.context.policy.minutes
    return limits.school_none_primary if age is not None and age < SECONDARY_AGE else limits.school_none_secondary


SECONDARY_AGE = 11


@SECTION.rule(
    "siblings-together",
    RuleClass.PREFERENCE,
    Scope.WHOLE,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(c), wording to check",
    cleared_by="an assessment that they live apart, or a reason",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def siblings_together(case: Case) -> Says | None:
    """Brothers and sisters looked after live together unless they were assessed to live apart."""
    split = {name for _, _, name in split_siblings(case.children, case.there, case.request, case.context)}
    return breach(f"Splits them from {words.listed(sorted(split))}.") if split else None


@SECTION.rule(
    "disability-suitable",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=f"the child's plan; {ACT} s22C(8)(d), wording to check",
    cleared_by="an adaptation dated before the move",
    who="the fostering team or the home's manager, with occupational therapy",
    curable=True,
    in_force_from=CPPCR,
    concerns=lambda child: bool(child.constraints or child.needs),
)
def disability_suitable(case: Case) -> Says | None:
    """A child who needs a step-free home has a step-free bedroom and bathroom."""
    weight = _step_free_weight(case)
    if weight is None or case.home.step_free is Known.YES:
        return None
    beds = {bed.step_free for bed in case.home.beds}
    if Known.YES in beds:
        return None
    if case.home.step_free is Known.NO or beds == {Known.NO}:
        return breach(f"No step-free bedroom for {case.child.called}.", as_class=weight)
    return not_known("Whether there is a step-free bedroom is not known: ask.", as_class=weight)


def _step_free_weight(case: Case) -> RuleClass | None:
    """How a need for step-free access weighs: required by the plan or essential, wished, or not needed."""
    if case.child.constraint(ConstraintKind.STEP_FREE):
        return RuleClass.HARD
    high = [need for need in case.child.needs if need.domain is NeedDomain.MOBILITY and need.level >= HIGH_MOBILITY]
    if any(need.essential for need in high):
        return RuleClass.HARD
    return RuleClass.PREFERENCE if high else None


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
    return case.home.kind is HomeKind.KINSHIP or (case.home.kind is HomeKind.FOSTERING and case.home.is_own)


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
    RuleClass.PREFERENCE,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 11 as amended by SI 2013/3239",
    in_force_from=REGULATION_11,
)
def out_exempt(case: Case) -> Says | None:
    """A connected person, or a carer this authority approved, needs no regulation 11 approval wherever they live."""
    if not (_out_of_area(case) and exempt(case)):
        return None
    whose = "Connected person" if case.home.kind is HomeKind.KINSHIP else "This authority's own carer"
    return breach(f"{whose} in {case.context.la_name(case.home.la_code or '')}: no regulation 11 approval.")


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
    when = "within 5 working days" if case.request.is_emergency else "before the move"
    return breach(f"Notify {case.context.la_name(case.home.la_code or '')} {when}.")


@SECTION.rule(
    "out-emergency",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.TO_CHECK,
    citation="CPPCR 2010 reg 11(3)",
    cleared_by="the steps done in time",
    in_force_from=CPPCR,
)
def out_emergency(case: Case) -> Says | None:
    """In an emergency out of area the approval steps may be shorter, and are completed within 5 working days."""
    if not case.request.is_emergency or not _out_of_area(case) or exempt(case):
        return None
    return breach("Emergency out of area: consult and notify within 5 working days.")
