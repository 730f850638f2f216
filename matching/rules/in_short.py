"""What leaves a home out, in a few plain words: for lists and counts, beside the sentence that says it whole."""

from __future__ import annotations

IN_SHORT = {
    "allergy": "an allergy",
    "animals-fire": "animals or fire-setting",
    "avoid-area": "an area to avoid",
    "bed-free": "no bed free",
    "bed-opposite-10": "boys and girls in one room",
    "bed-unrelated": "a room shared with others",
    "carer-approved": "no approval in force",
    "carer-on-hold": "not taking children now",
    "carer-sex": "carers' sex, as the plan says",
    "carer-willing": "carers said no",
    "court-contact": "contact a court ordered",
    "current-home": "lives there now",
    "disability-suitable": "no step-free room",
    "dol-order": "an order names another home",
    "fsp-consent": "their fostering service refused",
    "harm-sexual": "a risk to another child",
    "home-registered": "not registered",
    "home-statement": "outside its registration",
    "legal-authority": "no legal authority",
    "kept-empty": "kept empty for others",
    "lock-existing": "a child there must be alone",
    "max-children": "too many children there",
    "must-apart": "assessed to live apart",
    "no-others": "must be the only child",
    "no-pets": "pets",
    "only-oldest": "an older child there",
    "only-youngest": "a younger child there",
    "parent-child-terms": "no parent and child",
    "risk-from-person": "a person to keep away from",
    "sa-16-17": "not registered",
    "secure-never-auto": "a secure home",
    "setting-unsuitable": "kind of home does not suit",
    "short-break-mode": "limits of short breaks",
    "staying-put-room": "a young adult has the room",
    "supervision-cap": "more supervision than it has",
    "terms-age": "approved for other ages",
    "terms-named": "for named children only",
    "terms-number": "approved for fewer",
    "terms-sex": "approved for the other sex",
    "terms-type": "approved for other care",
    "two-carers": "one carer, plan says two",
    "under16-other": "not lawful under 16",
    "usual-limit": "the limit of three",
}
"""By the id of the rule: of every rule that can leave a home out."""


def in_short(rule: str) -> str:
    """A rule in three or four words."""
    return IN_SHORT.get(rule, rule.replace("-", " "))
