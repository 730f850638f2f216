"""The catalogue beside the list of the rules that were asked for, restated here: none is missing."""

from __future__ import annotations

import pytest

from matching.rules.catalogue import every_rule
from matching.rules.rule import RuleClass

H, A, C, P, R, F = (
    RuleClass.HARD,
    RuleClass.APPROVAL,
    RuleClass.CLOCK,
    RuleClass.PREFERENCE,
    RuleClass.RECORD,
    RuleClass.FACT,
)
DUTY = {
    "kin-first": P,
    "parent-in-care": A,
    "ladder-no-order": F,
    "near-home": P,
    "school-kept": P,
    "siblings-together": P,
    "disability-suitable": H,
    "in-area": P,
    "out-adjoining": A,
    "out-distant": A,
    "out-emergency": C,
    "out-exempt": F,
    "notify-area": C,
    "sufficiency-link": R,
}
CHILD = {
    "wishes-recorded": R,
    "identity-considered": R,
    "legal-authority": H,
    "s20-removal": R,
    "court-contact": H,
    "ks4-school": A,
    "school-arranged": C,
    "settled-end": A,
    "placement-plan": C,
    "adoption-route": A,
    "long-term-match": A,
    "secure-never-auto": H,
    "dol-order": H,
    "visit-first-week": C,
    "notify-people": C,
    "uasc-needs": P,
    "first-review": C,
}
APPROVAL = {
    "carer-approved": H,
    "terms-age": H,
    "terms-number": H,
    "terms-sex": H,
    "terms-type": H,
    "terms-named": H,
    "fsp-consent": A,
    "outside-terms": C,
    "usual-limit": H,
    "usual-limit-count": F,
    "kin-temporary": C,
    "dual-approval": A,
    "carer-on-hold": H,
    "bed-free": H,
    "bed-share-3": A,
    "bed-unrelated": H,
    "bed-opposite-10": H,
    "home-registered": H,
    "home-statement": H,
    "home-impact": R,
    "under16-other": H,
    "sa-16-17": H,
    "short-break-mode": H,
    "staying-put-room": H,
    "parent-child-terms": H,
}
TOGETHER = {
    "needs-met": R,
    "harm-sexual": H,
    "no-others": H,
    "only-youngest": H,
    "only-oldest": H,
    "lock-existing": H,
    "must-apart": H,
    "carer-sex": H,
    "risk-from-person": H,
    "avoid-area": H,
    "allergy": H,
    "animals-fire": H,
    "supervision-cap": H,
    "age-gap": P,
    "carer-willing": H,
    "previous-home": P,
    "language-access": P,
}
DECISION = {"named-decider": H, "no-negative-trait": H, "contest-route": R, "ofsted-grade-gate": A}
ASKED_FOR = DUTY | CHILD | APPROVAL | TOGETHER | DECISION
OUR_OWN = {"current-home", "setting-unsuitable", "max-children", "two-carers", "no-pets", "child-veto", "kept-empty"}
"""From the referral, the wishes of a child and the constraints of a plan, which the list of rules does not number."""

TO_CHECK = {
    "near-home",
    "school-kept",
    "siblings-together",
    "disability-suitable",
    "in-area",
    "out-emergency",
    "sufficiency-link",
    "legal-authority",
    "s20-removal",
    "court-contact",
    "dol-order",
    "visit-first-week",
    "notify-people",
    "uasc-needs",
    "first-review",
    "bed-unrelated",
    "bed-opposite-10",
    "home-statement",
    "home-impact",
}
"""Rules of which every source is still to be checked: drafts until they are signed."""


def test_every_rule_that_was_asked_for_is_there_once_and_no_other() -> None:
    ids = [rule.id for rule in every_rule()]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(ASKED_FOR) | OUR_OWN


@pytest.mark.parametrize(("rule", "cls"), ASKED_FOR.items())
def test_every_rule_is_of_the_class_it_was_asked_to_be(rule: str, cls: RuleClass) -> None:
    assert next(one.cls for one in every_rule() if one.id == rule) is cls


def test_the_drafts_are_those_whose_every_source_is_still_to_be_checked() -> None:
    assert {rule.id for rule in every_rule() if rule.draft} == TO_CHECK
