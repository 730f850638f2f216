"""Whether the carers said yes (section D): silence is not willingness, and a refusal is not blame."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.case import Case
from matching.home_facts import WillingFacts
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from placements.models.child import RiskKind
from placements.models.home import HomeKind
from placements.models.household import Willing

SECTION = Book()
_SPAN = re.compile(r"(\d+)\s*(?:-|to|–)\s*(\d+)")
_FROM = re.compile(r"(\d+)\s*\+?")


@SECTION.rule(
    "carer-willing",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.PRACTICE,
    citation="practice",
    cleared_by="the carer asked, with a date",
    who="the supervising social worker",
)
def carer_willing(case: Case) -> Says | None:
    """The carers were asked about a child of this age, with this behaviour, and about so many, and did not say no."""
    if not case.home.is_household or _named_kin(case):
        return None
    if not case.home.willing:
        return not_known("The carers have not been asked: ring before offering.")
    return worst(_answers(case))


def _named_kin(case: Case) -> bool:
    return case.home.kind is HomeKind.KINSHIP and any(case.refs <= one.named for one in case.there.approvals)


def _answers(case: Case) -> Iterator[Says | None]:
    for child in case.children:
        age = child.age_on(case.stay.starts_on)
        if age is not None:
            yield _answer(
                case, "age", [one for one in _about(case, "age") if _covers(one.value, age)], f"a child of {age}"
            )
        for one in _about(case, "sex"):
            if one.answer is Willing.NO and one.value.strip().upper()[:1] == child.sex.value:
                yield breach("The carers said no to a child of this sex.")
        for risk in sorted(child.present_risks):
            said = [one for one in _about(case, "behaviour") if _same(one.value, risk.value)]
            yield _answer(case, "behaviour", said, BEHAVIOUR[risk])
    if len(case.children) > 1 and not case.request.parent_and_child:
        yield _siblings(case)


BEHAVIOUR = {
    RiskKind.SELF_HARM: "a child who self-harms",
    RiskKind.SEXUAL_EXPLOITATION: "a child at risk of sexual exploitation",
    RiskKind.CRIMINAL_EXPLOITATION: "a child at risk of criminal exploitation",
    RiskKind.DRUGS_ALCOHOL: "a child who uses drugs or alcohol",
    RiskKind.EATING: "a child who has difficulties with eating",
    RiskKind.MISSING: "a child who goes missing",
    RiskKind.PHYSICAL: "a child who may hurt others",
    RiskKind.SEXUAL: "a child who may harm others sexually",
    RiskKind.FIRE: "a child who sets fires",
    RiskKind.ANIMALS: "a child who may hurt animals",
    RiskKind.OTHER: "a risk that the referral describes",
}


def _siblings(case: Case) -> Says | None:
    number = len(case.children)
    said = _about(case, "siblings")
    limits = [(int(found.group(1)), one.answer) for one in said if (found := _FROM.match(one.value.strip()))]
    if any(answer is Willing.NO and limit <= number for limit, answer in limits):
        return breach(f"The carers said no to {number} brothers and sisters.")
    if any(answer in _YES and limit >= number for limit, answer in limits):
        return None
    return not_known(f"The carers have not been asked about {number} brothers and sisters.")


_YES = frozenset({Willing.YES, Willing.WITH_SUPPORT})


def _answer(case: Case, about: str, said: list[WillingFacts], what: str) -> Says | None:
    answers = {one.answer for one in said}
    if Willing.NO in answers:
        return breach(f"The carers said no to {what}.")
    return None if answers & _YES else not_known(f"The carers have not been asked about {what}: ring before offering.")


def _about(case: Case, about: str) -> list[WillingFacts]:
    return [one for one in case.home.willing if one.about.strip().lower() == about]


def _same(said: str, risk: str) -> bool:
    return said.strip().lower().replace(" ", "_").replace("-", "_") == risk


def _covers(value: str, age: int) -> bool:
    span = _SPAN.fullmatch(value.strip())
    if span:
        return int(span.group(1)) <= age <= int(span.group(2))
    single = _FROM.fullmatch(value.strip())
    if single is None:
        return False
    from_age = int(single.group(1))
    return age >= from_age if value.strip().endswith("+") else age == from_age
