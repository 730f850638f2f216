"""Where children of an age are placed, for how long, and where they move to: the tables a course is drawn from.

First placements follow England 2024 tilted to York (`york.md` of the project's papers, section 6); lengths, moves and
bands are design, tuned so that the written returns come near York's published mix and England's lengths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.demo.ground import Band
from data.demo.life import Kind

Weights = Mapping[Kind, float]

INFANT, YOUNG, TEEN, OLDEST = 1.0, 10.0, 16.0, 18.0

FIRST: tuple[tuple[float, Weights], ...] = (
    (1, {Kind.KIN: 0.18, Kind.OWN: 0.42, Kind.AGENCY: 0.08, Kind.PARENTS: 0.16, Kind.OTHER: 0.22}),
    (10, {Kind.KIN: 0.23, Kind.OWN: 0.42, Kind.AGENCY: 0.12, Kind.HOME: 0.02, Kind.PARENTS: 0.22, Kind.OTHER: 0.05}),
    (16, {Kind.KIN: 0.18, Kind.OWN: 0.33, Kind.AGENCY: 0.13, Kind.HOME: 0.17, Kind.PARENTS: 0.13, Kind.OTHER: 0.12}),
    (18, {Kind.KIN: 0.12, Kind.OWN: 0.18, Kind.AGENCY: 0.10, Kind.HOME: 0.12, Kind.SUPPORTED: 0.38, Kind.OTHER: 0.13}),
)
FIRST_SEEKING_ASYLUM: tuple[tuple[float, Weights], ...] = (
    (16, {Kind.OWN: 0.50, Kind.AGENCY: 0.40, Kind.OTHER: 0.10}),
    (18, {Kind.OWN: 0.12, Kind.AGENCY: 0.10, Kind.SUPPORTED: 0.72, Kind.OTHER: 0.06}),
)

# Where a child goes who moves, by the kind of home left, as far as age and order allow.
NEXT: dict[Kind, Weights] = {
    Kind.KIN: {
        Kind.KIN: 0.20, Kind.OWN: 0.44, Kind.AGENCY: 0.18, Kind.HOME: 0.07, Kind.SUPPORTED: 0.10, Kind.PARENTS: 0.10,
    },
    Kind.OWN: {
        Kind.KIN: 0.22, Kind.OWN: 0.38, Kind.AGENCY: 0.20, Kind.HOME: 0.05, Kind.SUPPORTED: 0.12, Kind.PARENTS: 0.12,
        Kind.OTHER: 0.02, Kind.SECURE: 0.003,
    },
    Kind.AGENCY: {
        Kind.KIN: 0.15, Kind.OWN: 0.32, Kind.AGENCY: 0.31, Kind.HOME: 0.10, Kind.SUPPORTED: 0.14, Kind.PARENTS: 0.09,
        Kind.OTHER: 0.02, Kind.SECURE: 0.003,
    },
    Kind.HOME: {
        Kind.KIN: 0.05, Kind.OWN: 0.16, Kind.AGENCY: 0.20, Kind.HOME: 0.35, Kind.SUPPORTED: 0.25, Kind.PARENTS: 0.08,
        Kind.OTHER: 0.05, Kind.SECURE: 0.02,
    },
    Kind.SECURE: {Kind.HOME: 0.80, Kind.AGENCY: 0.20},
    Kind.SUPPORTED: {Kind.SUPPORTED: 0.70, Kind.OWN: 0.14, Kind.AGENCY: 0.08, Kind.KIN: 0.08},
    Kind.PARENTS: {Kind.KIN: 0.34, Kind.OWN: 0.50, Kind.AGENCY: 0.16},
    Kind.ADOPTION: {Kind.OWN: 0.70, Kind.KIN: 0.30},
    Kind.OTHER: {
        Kind.KIN: 0.22, Kind.OWN: 0.44, Kind.AGENCY: 0.15, Kind.HOME: 0.10, Kind.SUPPORTED: 0.10, Kind.PARENTS: 0.05,
    },
}  # fmt: skip
MAY_LIVE_FROM: dict[Kind, float] = {Kind.HOME: 7.5, Kind.SECURE: 11.0, Kind.SUPPORTED: 16.02}


@dataclass(frozen=True)
class Length:
    """How long a stay of a kind lasts unless care ends first.

    It settles with a chance (`settles` at first, `settles_later` in later stays) and then ends only by a breakdown, on
    average after `breaks_after` years; otherwise it is for a time: lognormal with a median in days and a spread.
    """

    settles: float
    settles_later: float
    breaks_after: float
    median: float
    spread: float


LENGTHS: dict[Kind, Length] = {
    Kind.KIN: Length(0.56, 0.80, 10.0, 112, 1.1),
    Kind.OWN: Length(0.16, 0.52, 8.0, 101, 1.1),
    Kind.AGENCY: Length(0.24, 0.60, 7.0, 97, 1.1),
    Kind.HOME: Length(0.33, 0.47, 4.5, 700, 0.75),
    Kind.SECURE: Length(0.0, 0.0, 1.0, 90, 0.4),
    Kind.SUPPORTED: Length(0.52, 0.52, 2.5, 166, 0.8),
    Kind.PARENTS: Length(0.40, 0.50, 3.5, 180, 1.0),
    Kind.ADOPTION: Length(1.0, 1.0, 25.0, 235, 0.5),
    Kind.OTHER: Length(0.03, 0.08, 3.0, 52, 1.05),
}
UNSETTLED = 0.15
"""Share of children of ten and over, on arrival, whose stays are short: most of those with three moves a year."""
UNSETTLED_YOUNGER = 0.06
UNSETTLED_FACTOR = 0.35

BANDS: dict[Kind, Mapping[Band, float]] = {
    Kind.KIN: {Band.IN_AREA: 0.46, Band.OUTSIDE_NEAR: 0.29, Band.OUTSIDE_FAR: 0.25},
    Kind.OWN: {Band.IN_AREA: 0.67, Band.OUTSIDE_NEAR: 0.30, Band.OUTSIDE_FAR: 0.03},
    Kind.AGENCY: {Band.IN_AREA: 0.23, Band.OUTSIDE_NEAR: 0.21, Band.OUTSIDE_FAR: 0.56},
    Kind.HOME: {Band.IN_AREA: 0.40, Band.OUTSIDE_NEAR: 0.10, Band.OUTSIDE_FAR: 0.50},
    Kind.SECURE: {Band.OUTSIDE_FAR: 1.0},
    Kind.SUPPORTED: {Band.IN_AREA: 0.80, Band.OUTSIDE_NEAR: 0.05, Band.OUTSIDE_FAR: 0.15},
    Kind.PARENTS: {Band.IN_AREA: 0.85, Band.OUTSIDE_NEAR: 0.10, Band.OUTSIDE_FAR: 0.05},
    Kind.ADOPTION: {Band.IN_AREA: 0.15, Band.OUTSIDE_NEAR: 0.25, Band.OUTSIDE_FAR: 0.60},
    Kind.OTHER: {Band.IN_AREA: 0.45, Band.OUTSIDE_NEAR: 0.10, Band.OUTSIDE_FAR: 0.45},
}

REASONS_PLANNED = {"CARPL": 0.37, "OTHER": 0.40, "CREQO": 0.23}
REASONS_BREAKDOWN = {
    "CREQB": 0.38,
    "CREQO": 0.26,
    "OTHER": 0.25,
    "CHILD": 0.03,
    "STAND": 0.02,
    "LAREQ": 0.02,
    "ALLEG": 0.02,
    "CLOSE": 0.02,
}
"""York 2025, shared out between moves that were planned and homes that broke down (design)."""
BREAKDOWN_SHARE = 0.45
"""Of stays that did not settle, those that ended by breakdown (design)."""
PLANNED_TO_FAMILY = 0.30
"""Of moves to kin, parents or adopters, those that carry out the plan whatever else was said (design)."""

TURNS_PERMANENT: Mapping[Kind, float] = {Kind.KIN: 0.26, Kind.OWN: 0.28, Kind.AGENCY: 0.28}
"""Of long fostering stays, those matched for good with the same carers: 9% of York's changes of 2025 were of status."""
TURNS_PERMANENT_AFTER = (330.0, 0.35)
ADOPTED_BY_CARER = 0.15
"""Of adoptions from the authority's own fostering, those by the carers themselves (design)."""
KIN_OF_GROUPS, KIN_OF_ONE = 1.4, 0.70
"""How much likelier brothers and sisters go to kin than a child who comes alone."""
