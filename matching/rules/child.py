"""Rules about the child: wishes, law, education (section B)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.place import keeps_school
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from placements.models.base import Known
from placements.models.child import Topic
from placements.models.home import HomeKind

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
ACT_1989 = dt.date(1991, 10, 14)
ACT = "Children Act 1989"
ACCOMMODATED = "V2"
KEY_STAGE_4 = frozenset({10, 11})
KEY_STAGE_4_AGES = frozenset({14, 15, 16})


@SECTION.rule(
    "wishes-recorded",
    RuleClass.RECORD,
    Scope.CHILD,
    Checked.VERIFIED,
    citation=f"{ACT} s22(4)",
    cleared_by="the child's view, or why it was not practicable to ask",
    who="the child's social worker",
    in_force_from=ACT_1989,
)
def wishes_recorded(case: Case) -> Says | None:
    """The child's wishes and the parents' are recorded before a decision."""
    names = {
        Topic.WISHES: f"{case.child.called}'s view",
        Topic.PARENT_WISHES: f"the view of {case.child.called}'s parents",
    }
    missing = [name for topic, name in names.items() if not case.child.answered(topic)]
    return breach(f"Not recorded: {words.listed(missing)}.") if missing else None


@SECTION.rule(
    "identity-considered",
    RuleClass.RECORD,
    Scope.EACH,
    Checked.VERIFIED,
    citation=f"{ACT} s22(5)(c)",
    cleared_by="a note of how this home will support it",
    in_force_from=ACT_1989,
    concerns=lambda child: bool(child.traits),
)
def identity_considered(case: Case) -> Says | None:
    """A child's religion, culture and language are considered for each home, by what the carers say they can do."""
    wanted = case.child.codes(Topic.RELIGION) | (case.child.codes(Topic.LANGUAGE) - ENGLISH)
    unmet = sorted(wanted - case.home.languages)
    return breach(f"How will this home support {words.listed(unmet)} for {case.child.called}?") if unmet else None


ENGLISH = frozenset({"english", "en", "eng"})


@SECTION.rule(
    "language-access",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.PRACTICE,
    citation="practice",
    cleared_by="an interpreter booked",
    who="the child's social worker",
    concerns=lambda child: bool(child.traits),
)
def language_access(case: Case) -> Says | None:
    """Where child and home share no language, an interpreter is planned."""
    spoken = case.child.codes(Topic.LANGUAGE)
    if not spoken or spoken & ENGLISH or spoken & case.home.languages:
        return None
    if not case.home.languages:
        return not_known(f"Whether anybody in the home speaks {words.listed(sorted(spoken))} is not recorded.")
    return breach(f"No shared language with {case.child.called}: interpreter from the first day.")


@SECTION.rule(
    "legal-authority",
    RuleClass.HARD,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation=f"{ACT} s20(7); Williams v Hackney [2018] UKSC 37; orders, protection, remand",
    cleared_by="the authority relied on, with date and expiry",
    who="the child's social worker, with the legal team",
    in_force_from=ACT_1989,
)
def legal_authority(case: Case) -> Says | None:
    """The authority under which the child is looked after is recorded, and nobody who can objects to section 20."""
    if case.child.legal_status is None:
        return not_known(f"No legal authority is recorded for {case.child.called}: section 20, order or protection?")
    if case.child.legal_status == ACCOMMODATED and case.child.pr_objection is Known.YES:
        return breach(f"A person with parental responsibility objects to section 20 for {case.child.called}.")
    return None


@SECTION.rule(
    "s20-removal",
    RuleClass.RECORD,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation=f"{ACT} s20(8)",
    cleared_by="a note in the plan",
    in_force_from=ACT_1989,
)
def s20_removal(case: Case) -> Says | None:
    """A parent may end accommodation under section 20, and the plan says what then."""
    if case.child.legal_status != ACCOMMODATED:
        return None
    return breach(f"A parent may end {case.child.called}'s accommodation at any time: plan for it.")


@SECTION.rule(
    "court-contact",
    RuleClass.HARD,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s34",
    cleared_by="a varied order, or transport arranged",
    who="the child's social worker, with the legal team",
    in_force_from=ACT_1989,
    concerns=lambda child: bool(child.contacts),
)
def court_contact(case: Case) -> Says | None:
    """Contact that a court ordered can be kept from the home."""
    limit = case.context.policy.minutes.contact_limit
    for contact, minutes in zip(case.child.contacts, case.journey.contact_minutes, strict=True):
        if contact.court_ordered is Known.YES and minutes is not None and minutes > limit:
            return breach(
                f"Ordered contact with {contact.person}: {minutes:.0f} minutes each way ({case.context.travel_words})."
            )
    return None


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
    return breach(f"A school place for {case.child.called} is not yet arranged.")


@SECTION.rule(
    "placement-plan",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 9",
    cleared_by="a plan with delegated authority",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def placement_plan(case: Case) -> Says | None:
    """A placement plan is made before the move, or within 5 working days where that is not practicable."""
    return breach("Placement plan before the move, or within 5 working days where that is not practicable.")


@SECTION.rule(
    "secure-never-auto",
    RuleClass.HARD,
    Scope.HOME,
    Checked.PRACTICE,
    citation=f"the program's own limit; {ACT} s25, wording to check",
    cleared_by="nothing here: a court and named people decide",
    in_force_from=ACT_1989,
)
def secure_never_auto(case: Case) -> Says | None:
    """Secure accommodation is never proposed by a search."""
    if case.home.kind is not HomeKind.SECURE:
        return None
    return breach("Secure accommodation is never proposed by a search: no order is recorded.")
