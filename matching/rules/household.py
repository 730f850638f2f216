"""Rules about what the household is like: numbers, adults, animals, supervision, ages (section D)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import words
from matching.case import Case
from matching.child_facts import ConstraintFact, RiskFact
from matching.home_facts import Resident
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from placements.models.base import Known, Sex
from placements.models.child import ConstraintKind, RiskKind, RiskLevel, Topic
from placements.models.household import LivingAs

SECTION = Book()
PRACTICE = "practice"
AUTHOR = "the author of the plan"
SMOKE = frozenset({"smoke", "smoking", "smokers"})
ANY_PET = frozenset({"pets", "pet", "animals", "fur"})
DAYS_IN_A_YEAR = 365.25
TWO = 2


@SECTION.rule(
    "max-children",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
)
def max_children(case: Case) -> Says | None:
    """There are no more children in the home than the plan of any child there allows."""
    there = [one.child for one in case.there.companions if one.child is not None]
    number = len(case.children) + len(case.there.companions)
    limits = (fact for child in (*case.children, *there) for fact in child.constraints_of(ConstraintKind.MAX_CHILDREN))
    return worst(_too_many(fact, number) for fact in limits)


def _too_many(fact: ConstraintFact, number: int) -> Says | None:
    if fact.value is None or not fact.value.strip().isdigit():
        return not_known(f"The plan limits the number of children, but to how many cannot be read: {fact.value}.")
    if number <= int(fact.value):
        return None
    return breach(
        f"The plan allows {words.count(int(fact.value), 'child', 'children')} in the home; there would be {number}."
    )


@SECTION.rule(
    "carer-sex",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn; a reason is mandatory",
    who=AUTHOR,
    concerns=lambda child: bool(child.constraints),
)
def carer_sex(case: Case) -> Says | None:
    """Where the plan requires carers of one sex, every adult in the household is of that sex."""
    return worst(_adults_are(case, fact) for fact in case.child.constraints_of(ConstraintKind.CARER_SEX))


def _adults_are(case: Case, fact: ConstraintFact) -> Says | None:
    wanted = _SEXES.get((fact.value or "").strip().lower())
    if wanted is None:
        return not_known(f"The plan requires carers of one sex, but which cannot be read: {fact.value}.")
    sexes = {person.sex for person in case.there.adults}
    if sexes - {wanted, Sex.UNKNOWN}:
        other = "male" if wanted is Sex.FEMALE else "female"
        return breach(f"The plan requires no adult {other} ({fact.decided_by}).")
    if not sexes or Sex.UNKNOWN in sexes:
        return not_known("The plan requires carers of one sex, and not every adult's is recorded here.")
    return None


_SEXES = {"f": Sex.FEMALE, "female": Sex.FEMALE, "m": Sex.MALE, "male": Sex.MALE}


@SECTION.rule(
    "two-carers",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
    concerns=lambda child: bool(child.constraints),
)
def two_carers(case: Case) -> Says | None:
    """Where the plan requires two carers, the household has two."""
    if case.child.constraint(ConstraintKind.TWO_CARERS) is None or not case.home.is_household:
        return None
    carers = sum(1 for person in case.home.people if person.living_as is LivingAs.CARER)
    if carers == 0:
        return not_known("The plan requires two carers, and who lives here is not recorded.")
    return breach("The plan requires two carers; one lives here.") if carers < TWO else None


@SECTION.rule(
    "no-pets",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
    concerns=lambda child: bool(child.constraints),
)
def no_pets(case: Case) -> Says | None:
    """Where the plan says no pets, there are none."""
    if case.child.constraint(ConstraintKind.NO_PETS) is None or case.home.pets is Known.NO:
        return None
    if case.home.pets is Known.YES:
        return breach(f"The plan says no pets: {case.home.pet_kinds or 'pets'} here.")
    return not_known("The plan says no pets, and whether there are any is not known.")


@SECTION.rule(
    "allergy",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the pet removed, or a note",
    who="the supervising social worker",
    curable=True,
    concerns=lambda child: bool(child.traits) or not child.answered(Topic.ALLERGY),
)
def allergy(case: Case) -> Says | None:
    """A child with a severe allergy does not live with what causes it; a mild one is weighed."""
    if not case.child.answered(Topic.ALLERGY) and not case.child.codes(Topic.ALLERGY):
        if case.home.pets is Known.NO and case.home.smokers is Known.NO:
            return None
        return not_known(f"{case.child.called}'s allergies are not known, and there {_pets_or_smoke(case)} here.")
    found = [says for says in _allergic(case) if says is not None]
    return worst(says for says in found if says.as_class is not RuleClass.PREFERENCE) or worst(found)


def _pets_or_smoke(case: Case) -> str:
    if Known.YES not in (case.home.pets, case.home.smokers):
        return "may be pets or smoke"
    pets = f"are pets ({case.home.pet_kinds})" if case.home.pet_kinds else "are pets"
    return pets if case.home.pets is Known.YES else "is smoke"


def _allergic(case: Case) -> Iterator[Says | None]:
    for trait in case.child.traits:
        if trait.topic is not Topic.ALLERGY:
            continue
        cause, severity = trait.code.strip().lower(), (trait.severity or UNKNOWN_SEVERITY).lower()
        weight = RuleClass.PREFERENCE if severity in WEIGHED else RuleClass.HARD
        present = _present(case, cause)
        if present is Known.YES and severity != UNKNOWN_SEVERITY:
            yield breach(f"{case.child.called} is allergic: {cause} in the home.", as_class=weight)
        elif present is Known.YES:
            yield not_known(f"{case.child.called} is allergic: {cause} in the home. How severe it is is not known.")
        elif present is not Known.NO:
            yield not_known(
                f"{case.child.called} is allergic ({cause}), and whether that is in the home is not known.",
                as_class=weight,
            )


WEIGHED = frozenset({"mild", "moderate"})
UNKNOWN_SEVERITY = "unknown"


def _present(case: Case, cause: str) -> Known:
    """Whether what causes an allergy is in the home; food and the like are the carers' to manage, and so "no"."""
    if cause in SMOKE:
        return case.home.smokers
    kinds = (case.home.pet_kinds or "").lower()
    named = cause.rstrip("s")
    if cause in ANY_PET or named in kinds:
        return case.home.pets
    if named not in PETS or case.home.pets is Known.NO:
        return Known.NO
    if case.home.pets is Known.YES and kinds:
        return Known.NO
    return Known.UNKNOWN


PETS = frozenset({"cat", "dog", "rabbit", "horse", "bird", "hamster", "rodent", "guinea pig"})


@SECTION.rule(
    "animals-fire",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="a risk plan",
    who="the supervising social worker",
    concerns=lambda child: bool(child.risks),
)
def animals_fire(case: Case) -> Says | None:
    """A risk to animals where there are pets, and fire-setting anywhere, is assessed before anybody offers."""
    animals = (_animals(case, risk) for risk in case.child.risks_to_others(RiskKind.ANIMALS))
    fire = (_fire(case, risk) for risk in case.child.risks_to_others(RiskKind.FIRE))
    return worst((*animals, *fire))


def _animals(case: Case, risk: RiskFact) -> Says | None:
    if risk.level is RiskLevel.NONE_KNOWN or case.home.pets is Known.NO:
        return None
    pets = case.home.pet_kinds or "pets"
    if case.home.pets is Known.YES and risk.level is RiskLevel.PRESENT_HIGH:
        return breach(f"Risk to animals: {pets} here.")
    return not_known(f"Risk to animals: {pets} here, or perhaps. Assess before offering.")


def _fire(case: Case, risk: RiskFact) -> Says | None:
    if risk.level is RiskLevel.NONE_KNOWN:
        return None
    return not_known(f"Fire-setting by {case.child.called}: precautions in this home are not assessed.")


@SECTION.rule(
    "supervision-cap",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="extra staffing funded",
    who="the team manager",
    curable=True,
)
def supervision_cap(case: Case) -> Says | None:
    """The supervision that everybody in the home needs is no more than the home can give."""
    levels = [child.supervision for child in case.children]
    cap = case.home.supervision_cap
    if cap is None:
        high = max((level or 0 for level in levels), default=0) >= case.context.policy.household.high_supervision
        return not_known("How much supervision the home can give is not recorded.") if high else None
    return worst(_supervised(cap, [*levels, *_needed_by(placed)]) for placed in case.there.gatherings)


def _needed_by(placed: Iterable[Resident]) -> list[int | None]:
    return [one.child.supervision if one.child else None for one in placed]


def _supervised(cap: int, levels: list[int | None]) -> Says | None:
    sure = sum(level for level in levels if level is not None)
    if sure > cap:
        return breach(f"Needs {words.count(sure - cap, 'more supervision point')} than the home has.")
    most = sure + HIGHEST_SUPERVISION * levels.count(None)
    return (
        not_known("The supervision some children need is not recorded, and may be more than the home has.")
        if most > cap
        else None
    )


HIGHEST_SUPERVISION = 4


@SECTION.rule(
    "age-gap",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="a reason",
)
def age_gap(case: Case) -> Says | None:
    """A child of nearly the same age as one already there is weighed."""
    limit = case.context.policy.household.age_gap_years * DAYS_IN_A_YEAR
    for other in case.there.companions:
        if other.dob is not None and case.child.dob is not None and abs((other.dob - case.child.dob).days) < limit:
            return breach(f"Nearly the same age as {other.words}.")
    return None
