"""Referrals of the year before, drawn with a seed: who was referred, how urgently, and how it went in the end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.demo.chance import Chance
from data.demo.names import BOYS, GIRLS

MONTHS_BACK = (12, 10, 8, 6, 5, 4)
"""How many months before today each round of referrals was made."""
AT_ONCE = 2
ETHNICITIES = {"WBRI": 0.72, "MWBC": 0.08, "BAFR": 0.06, "APKN": 0.06, "AOTH": 0.08}
NEEDS = {"emotional": 3.0, "attachment_trauma": 3.0, "education": 2.0, "self_harm": 1.0, "autism": 1.0}
WISHES = (
    "I want to stay near my school.",
    "I do not want to share a room.",
    "I would like a dog.",
    "I want to see my gran on Sundays.",
    "I did not want to talk about it today.",
)
LACKED = ("", "", "That bedtime is the hard part.", "That he walks in his sleep.", "Who her friends are.")
LACKED_ABOUT = {
    "That bedtime is the hard part.": ("routines",),
    "That he walks in his sleep.": ("health", "routines"),
    "Who her friends are.": ("friends",),
}
URGENCIES = {"tonight": 0.2, "within_72h": 0.4, "planned": 0.4}
WAITED = {"tonight": {0: 1.0}, "within_72h": {1: 2.0, 2: 1.0}, "planned": {4: 1.0, 8: 2.0, 15: 1.0}}
REASONS_OF_ENDS = {"": 0.6, "CARPL": 0.2, "CREQB": 0.12, "CHILD": 0.08}


@dataclass(frozen=True)
class PastChild:
    """A child of a past referral: an age in days on the day of the referral, needs as (domain, level)."""

    ref: str
    name: str
    sex: str
    ethnicity: str
    age_days: int
    needs: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PastReferral:
    """A referral that was made and settled before today, and what came of it.

    `ended_because` is the return's reason where the stay ended before its time, blank where it ended as planned.
    """

    ref: str
    on: dt.date
    urgency: str
    children: tuple[PastChild, ...]
    wish: str
    waited_days: int
    stayed_days: int
    ended_because: str
    lacked: str


def past_referrals(today: dt.date, seed: int) -> tuple[PastReferral, ...]:
    """The referrals of the year before `today`, oldest first; the same seed gives the same."""
    days = [today - dt.timedelta(days=30 * months) for months in MONTHS_BACK]
    return tuple(_referral(number, day, seed) for number, day in enumerate(day for day in days for _ in range(AT_ONCE)))


def _referral(number: int, on: dt.date, seed: int) -> PastReferral:
    chance = Chance(seed, "past", number)
    urgency = chance.pick(URGENCIES)
    brothers_or_sisters = chance.happens(0.2)
    children = tuple(_child(chance, number, at) for at in range(2 if brothers_or_sisters else 1))
    ended_because = chance.pick(REASONS_OF_ENDS)
    stayed = chance.pick({21: 1.0, 35: 1.0, 50: 1.0}) if ended_because else chance.pick({45: 1.0, 60: 1.0, 80: 1.0})
    return PastReferral(
        ref=f"R-{number + 1:03}",
        on=on,
        urgency=urgency,
        children=children,
        wish=chance.pick(dict.fromkeys(WISHES, 1.0)),
        waited_days=chance.pick(WAITED[urgency]),
        stayed_days=stayed,
        ended_because=ended_because,
        lacked=chance.pick(dict.fromkeys(LACKED, 1.0)),
    )


def _child(chance: Chance, number: int, at: int) -> PastChild:
    sex = chance.pick({"M": 0.55, "F": 0.45})
    names = BOYS if sex == "M" else GIRLS
    domains = {chance.pick(NEEDS) for _ in range(2)}
    return PastChild(
        ref=f"C-8{number:02}{at + 1}",
        name=names[(7 * number + 3 * at) % len(names)],
        sex=sex,
        ethnicity=chance.pick(ETHNICITIES),
        age_days=int(365.25 * chance.pick({3: 1.0, 6: 1.0, 9: 1.5, 12: 1.5, 14: 2.0, 15: 1.5})) + 40 * at + 17,
        needs=tuple((domain, int(chance.pick({1: 2.0, 2: 2.0, 3: 1.0}))) for domain in sorted(domains)),
    )
