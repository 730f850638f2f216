"""Free households that a search of the open referrals should find: each with what one awkward referral asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What a free household offers; `answers` are (about, value) the carers said yes to, beside their ages."""

    name: str
    places: int
    ages: tuple[int, int]
    types: tuple[str, ...]
    skills: Mapping[str, int]
    answers: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    own_children: bool = False
    step_free: bool = False
    two_carers: bool = True
    in_area: bool = True
    supervision_cap: int = 6
    shared_room: bool = False


_SHORT, _LONG = "short", "long"
ROLES = (
    Role(
        "three brothers",
        places=3,
        ages=(0, 12),
        types=(_SHORT, _LONG, "emergency"),
        skills={"attachment_trauma": 3, "emotional": 3, "education": 2, "sleep_enuresis": 2},
        answers=(("siblings", "3"), ("contact", "weekly"), ("behaviour", "physical")),
        shared_room=True,
    ),
    Role(
        "a child alone",
        places=1,
        ages=(8, 17),
        types=(_SHORT, _LONG, "emergency"),
        skills={"attachment_trauma": 4, "emotional": 3, "self_harm": 3, "aggression": 3},
        answers=tuple(("behaviour", risk) for risk in ("self_harm", "missing", "physical")),
        supervision_cap=8,
    ),
    Role(
        "year 11",
        places=1,
        ages=(11, 17),
        types=(_SHORT, _LONG),
        skills={"education": 3, "emotional": 2, "independence": 3, "identity_culture": 2},
        answers=(("behaviour", "missing"), ("contact", "weekly")),
    ),
    Role(
        "parent and child",
        places=2,
        ages=(0, 17),
        types=(_SHORT, "parent_child", "emergency"),
        skills={"parenting": 4, "medical": 2, "emotional": 2},
        answers=(("siblings", "2"), ("contact", "weekly")),
    ),
    Role(
        "a baby",
        places=1,
        ages=(0, 3),
        types=(_SHORT, "early_permanence"),
        skills={"medical": 3, "attachment_trauma": 3, "parenting": 2},
        answers=(("contact", "weekly"),),
    ),
    Role(
        "wheelchair",
        places=1,
        ages=(5, 17),
        types=(_SHORT, _LONG, "respite"),
        skills={"mobility": 4, "personal_care": 4, "medical": 3, "learning_disability": 2, "emotional": 2},
        step_free=True,
    ),
    Role(
        "unaccompanied",
        places=2,
        ages=(14, 17),
        types=(_SHORT, _LONG, "uasc"),
        skills={"identity_culture": 3, "education": 2, "independence": 3, "emotional": 3, "attachment_trauma": 3},
        answers=(("behaviour", "missing"), ("behaviour", "criminal_exploitation"), ("siblings", "2")),
        languages=("Kurdish (Sorani)", "Arabic"),
    ),
    Role(
        "step down",
        places=1,
        ages=(8, 15),
        types=(_SHORT, _LONG),
        skills={"attachment_trauma": 4, "aggression": 4, "emotional": 4, "education": 3, "self_harm": 3},
        answers=tuple(("behaviour", risk) for risk in ("physical", "missing", "self_harm")),
        supervision_cap=9,
    ),
    Role(
        "home again",
        places=2,
        ages=(4, 15),
        types=(_SHORT, _LONG),
        skills={"attachment_trauma": 3, "emotional": 3, "education": 3, "identity_culture": 2},
        answers=(("behaviour", "missing"), ("behaviour", "self_harm"), ("siblings", "2")),
        own_children=True,
    ),
)
