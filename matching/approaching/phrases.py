"""Codes of the record in the words a provider reads."""

from __future__ import annotations

from collections.abc import Mapping

from placements.models.base import Known, Sex
from placements.models.child import ConstraintKind, RiskLevel, Together
from placements.models.referral import Duration, Plan, ReferralKind, Urgency

URGENCY: Mapping[Urgency, str] = {
    Urgency.TONIGHT: "Tonight",
    Urgency.WITHIN_72H: "Within 72 hours",
    Urgency.PLANNED: "Planned",
}
KIND: Mapping[ReferralKind, str] = {
    ReferralKind.NEW: "Coming into care",
    ReferralKind.BREAKDOWN: "The present home is ending",
    ReferralKind.PLANNED_MOVE: "A planned move",
    ReferralKind.STEP_DOWN: "A move from a children's home to a family",
    ReferralKind.BRING_HOME: "A move back to the home area",
    ReferralKind.SHORT_BREAK: "A short break",
    ReferralKind.EMERGENCY: "An emergency",
}
DURATION: Mapping[Duration, str | None] = {
    Duration.EMERGENCY: "Some days, in an emergency",
    Duration.SHORT: "Short term",
    Duration.BRIDGING: "Bridging to a home for longer",
    Duration.LONG_TERM: "Long term",
    Duration.PERMANENCE: "Permanence",
    Duration.RESPITE: "Respite",
    Duration.REMAND: "Remand",
    Duration.UNKNOWN: None,
}
PLAN: Mapping[Plan, str | None] = {
    Plan.REUNIFY: "To go back to the family",
    Plan.KIN: "To live with relatives or friends",
    Plan.LONG_TERM_FOSTER: "Long-term fostering",
    Plan.ADOPTION: "Adoption",
    Plan.SPECIAL_GUARDIANSHIP: "Special guardianship",
    Plan.RESIDENTIAL: "A children's home",
    Plan.INDEPENDENCE: "Living independently",
    Plan.UNKNOWN: None,
}
SETTING = {
    "foster": "a foster home",
    "kin": "relatives or friends",
    "K2": "a children's home",
    "K3": "supported accommodation",
}
SEX: Mapping[Sex, str | None] = {Sex.FEMALE: "Girl", Sex.MALE: "Boy", Sex.UNKNOWN: None}
DISABILITY = {
    "mob": "mobility",
    "hand": "hand function",
    "pc": "personal care",
    "inc": "continence",
    "comm": "communication",
    "ld": "learning",
    "hear": "hearing",
    "vis": "vision",
    "beh": "behaviour",
    "con": "consciousness",
    "aut": "autism",
    "dda": "another disability",
}
"""The disability codes of the children in need census."""

LEVEL = {0: "none", 1: "ordinary care", 2: "some skill", 3: "high skill", 4: "specialist, with funded extra help"}
SUPERVISION = {
    0: "As for any child",
    1: "A little more than for any child",
    2: "An adult near",
    3: "An adult watching most of the day",
    4: "An adult watching at all times",
}
RISK: Mapping[RiskLevel, str] = {
    RiskLevel.NONE_KNOWN: "none known",
    RiskLevel.PRESENT_LOW: "present, low",
    RiskLevel.PRESENT_HIGH: "present, high",
    RiskLevel.PRESENT: "present, how far is not known",
    RiskLevel.UNKNOWN: "not known",
}
TO_WHOM = frozenset({"younger", "same_age", "female", "male", "carers", "animals"})
"""Whom a risk may be said to be to; anything else that was written is said as others."""

REQUIRES: Mapping[ConstraintKind, str] = {
    ConstraintKind.ALONE: "no other child may be placed in the home",
    ConstraintKind.NO_YOUNGER: "no younger child in the home",
    ConstraintKind.NO_OLDER: "no older child in the home",
    ConstraintKind.MAX_CHILDREN: "few children in the home",
    ConstraintKind.CARER_SEX: "the sex of the carers matters",
    ConstraintKind.NO_PETS: "no pets",
    ConstraintKind.AVOID_AREA: "some areas are not safe: ask before you offer a home",
    ConstraintKind.NOT_WITH: "not with some children: we check each home",
    ConstraintKind.TWO_CARERS: "two carers",
    ConstraintKind.NO_SHARED_ROOM: "a bedroom of their own",
    ConstraintKind.STEP_FREE: "a bedroom and bathroom without steps",
}
TOGETHER: Mapping[Together, str] = {
    Together.MUST: "must live together (assessed)",
    Together.PREFER: "should live together if at all possible (assessed)",
    Together.NEUTRAL: "may live together or apart (assessed)",
    Together.APART: "must live apart (assessed)",
    Together.NOT_ASSESSED: "whether they should live together is not assessed yet",
}
KNOWN: Mapping[Known, str | None] = {
    Known.YES: "Yes",
    Known.NO: "No",
    Known.UNKNOWN: None,
    Known.NOT_ASKED: None,
}
LATER = (
    "names and dates of birth",
    "addresses and the name of the school",
    "ethnicity, religion and nationality",
    "legal status and court orders",
    "the history, the risk assessment and the care plan",
)
"""What is told only once a provider has a home in mind: the first paper has no need of it."""
