"""Rules about approval, terms of approval and registration (section C, first half)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.home_facts import RegistrationFacts
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from matching.situation import ADULT_AGE
from placements.models.base import Known, Sex
from placements.models.home import HomeKind
from placements.models.household import Basis

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
UNDER_16_LIST = dt.date(2021, 9, 9)
SUPPORTED_REGISTERED = dt.date(2023, 10, 28)
SIXTEEN = 16
TEMPORARY_WEEKS = 16
REGISTERED = frozenset({HomeKind.CHILDRENS_HOME, HomeKind.SECURE, HomeKind.FAMILY_CENTRE})
ACTIVE = "active"
UNKNOWN = "unknown"


@SECTION.rule(
    "carer-approved",
    RuleClass.HARD,
    Scope.HOME,
    Checked.SECOND_HAND,
    citation="Fostering Services (England) Regulations 2011 regs 26 to 28; CPPCR 2010 reg 22, to check",
    cleared_by="approval in force on the day",
    who="the fostering panel and agency decision maker",
    in_force_from=CPPCR,
)
def carer_approved(case: Case) -> Says | None:
    """A carer's approval is in force on the day the child comes."""
    if not case.home.is_household or case.there.approvals:
        return None
    if not case.home.approvals:
        return not_known("No approval is recorded for this household.")
    ended = [one.ends_on for one in case.home.approvals if one.ends_on and one.ends_on <= case.stay.starts_on]
    if ended:
        return breach(f"Approval ended on {words.day(max(ended))}.")
    begins = min(one.starts_on for one in case.home.approvals if one.starts_on is not None)
    return breach(f"Approval begins only on {words.day(begins)}.")


@SECTION.rule(
    "kin-temporary",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 regs 24 and 25, Schedule 4",
    cleared_by="full approval by the end, or the child moves; 16 weeks, and 8 more once",
    who=Approver.NOMINATED_OFFICER.value,
    in_force_from=CPPCR,
)
def kin_temporary(case: Case) -> Says | None:
    """A connected person's temporary approval lasts 16 weeks, and once 8 weeks more."""
    for approval in case.there.approvals:
        if approval.basis is Basis.REG24_TEMPORARY:
            end = approval.ends_on or _sixteen_weeks_on(approval.starts_on)
            return breach(
                "Temporary approval" + (f" ends on {words.day(end)}." if end else ": its end is not recorded.")
            )
    if case.home.kind is HomeKind.KINSHIP and not case.home.approvals:
        return breach("Not approved yet: temporary approval of a connected person (16 weeks) may be considered.")
    return None


def _sixteen_weeks_on(starts_on: dt.date | None) -> dt.date | None:
    return None if starts_on is None else starts_on + dt.timedelta(weeks=TEMPORARY_WEEKS)


@SECTION.rule(
    "fsp-consent",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 22",
    cleared_by="consent and a foster care agreement",
    who=Approver.OTHER_SERVICE.value,
    in_force_from=CPPCR,
)
def fsp_consent(case: Case) -> Says | None:
    """A carer of another fostering service needs its consent, and that of any authority with a child there."""
    if case.home.kind is not HomeKind.FOSTERING or case.home.is_own:
        return None
    if case.home.fsp_consent is Known.NO:
        return breach("The carers' own fostering service has refused.", as_class=RuleClass.HARD)
    others = {one.la_code for one in case.there.placed if one.la_code} - {case.context.authority}
    if case.home.fsp_consent is not Known.YES:
        return breach("Agency consent not yet given: ask with the offer.", approver=Approver.OTHER_SERVICE)
    if others:
        names = words.listed(sorted(case.context.la_name(code) for code in others))
        return breach(f"A child of {names} lives there: its consent is needed.", approver=Approver.EACH_AUTHORITY)
    return None


@SECTION.rule(
    "home-registered",
    RuleClass.HARD,
    Scope.HOME,
    Checked.VERIFIED,
    citation="Children Act 1989 s22C(6)(c); Care Standards Act 2000 Part 2, to check",
    cleared_by="registration",
    who="Ofsted and the provider",
    in_force_from=dt.date(2002, 4, 1),
)
def home_registered(case: Case) -> Says | None:
    """A home that must be registered is registered and active."""
    return _registered(case) if case.home.kind in REGISTERED else None


@SECTION.rule(
    "sa-16-17",
    RuleClass.HARD,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 regs 27 and 27C, SI 2023/416",
    cleared_by="registration; suitability, visit, IRO",
    who="Ofsted and the provider",
    in_force_from=SUPPORTED_REGISTERED,
)
def sa_16_17(case: Case) -> Says | None:
    """Supported accommodation is registered."""
    return _registered(case) if case.home.kind is HomeKind.SUPPORTED else None


def _registered(case: Case) -> Says | None:
    current = registration_of(case)
    if current is None or current.status == UNKNOWN:
        return not_known("Its registration with Ofsted is not recorded.")
    if current.status != ACTIVE:
        return breach(f"Not registered with Ofsted: {words.plain(current.status)}.")
    return None


def registration_of(case: Case) -> RegistrationFacts | None:
    """The registration that covers the first day, the newest if several, or None."""
    on = case.stay.starts_on
    covering = [
        one
        for one in case.home.registrations
        if (one.starts_on is None or one.starts_on <= on) and (one.ends_on is None or on < one.ends_on)
    ]
    return max(covering, key=lambda one: one.starts_on or dt.date.min, default=None)


@SECTION.rule(
    "under16-other",
    RuleClass.HARD,
    Scope.EACH,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 27A, SI 2021/161",
    cleared_by="nothing",
    in_force_from=UNDER_16_LIST,
)
def under16_other(case: Case) -> Says | None:
    """A child under 16 never lives in supported accommodation or another setting that is not on the list."""
    if case.home.kind not in (HomeKind.SUPPORTED, HomeKind.OTHER):
        return None
    age = case.child.age_on(case.stay.starts_on)
    if age is None:
        return not_known(
            f"{case.child.called}'s date of birth is not recorded, and under 16 this setting is not lawful."
        )
    return breach(f"{case.child.called} is {age}: under 16 this setting is not lawful.") if age < SIXTEEN else None


@SECTION.rule(
    "home-statement",
    RuleClass.HARD,
    Scope.EACH,
    Checked.TO_CHECK,
    citation="Children's Homes (England) Regulations 2015",
    cleared_by="varied by Ofsted; the registered manager confirms",
    who="the registered manager",
    in_force_from=dt.date(2015, 4, 1),
)
def home_statement(case: Case) -> Says | None:
    """A home takes the ages, the sex and the needs of its registration and statement of purpose."""
    current = registration_of(case)
    if case.home.is_household or current is None:
        return None
    age = case.child.age_on(case.stay.starts_on)
    low, high = current.age_min or 0, ADULT_AGE - 1 if current.age_max is None else current.age_max
    if age is not None and not low <= age <= high:
        return breach(f"Registered for {low} to {high}; {case.child.called} is {age}.")
    if current.sex and case.child.sex is not Sex.UNKNOWN and case.child.sex is not current.sex:
        return breach(f"Registered for {current.sex} only.")
    if age is None or (current.sex and case.child.sex is Sex.UNKNOWN):
        return not_known(f"{case.child.called}'s age or sex is not recorded, to hold against the registration.")
    return _needs_accepted(case, current)


def _needs_accepted(case: Case, current: RegistrationFacts) -> Says | None:
    if not current.needs_accepted:
        return None
    essential = {need.domain.value for need in case.child.needs if need.essential}
    outside = sorted(words.plain(domain) for domain in essential - current.needs_accepted)
    return breach(f"Its statement of purpose does not name {words.listed(outside)}.") if outside else None


@SECTION.rule(
    "home-impact",
    RuleClass.RECORD,
    Scope.HOME,
    Checked.TO_CHECK,
    citation="Children's Homes (England) Regulations 2015",
    cleared_by="an impact assessment, dated",
    who="the registered manager",
    in_force_from=dt.date(2015, 4, 1),
)
def home_impact(case: Case) -> Says | None:
    """The impact on those who live in a home already is assessed before another child comes."""
    if case.home.is_household or not case.there.placed:
        return None
    return breach(f"Impact on {words.count(len(case.there.placed), 'resident')} not assessed yet.")
