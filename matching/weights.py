"""The authority's published priorities: how many of 100 points each factor of fit can give."""

from __future__ import annotations

import datetime as dt
import enum
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from placements.errors import Refused

PUBLISHED = Path(__file__).with_name("weights.toml")
ALL_POINTS = 100
_EXACT = 1e-9
Kind = TypeVar("Kind")


class Factor(enum.StrEnum):
    """The parts of fit, in the order in which they are shown: what the child said first."""

    WISHES = "wishes"
    NEEDS = "needs"
    EDUCATION = "education"
    HOUSEHOLD = "household"
    LOCALITY = "locality"
    CONTACT = "contact"
    IDENTITY = "identity"
    PERMANENCE = "permanence"


@dataclass(frozen=True)
class Weights:
    """Points by factor, summing to 100, with the version, the owner and the first day they hold."""

    version: str
    owner: str
    in_force_from: dt.date
    points: Mapping[Factor, float]

    def __post_init__(self) -> None:
        """Refuse weights that are not one number of 0 or more for each factor, summing to 100."""
        for factor in Factor:
            value: object = self.points.get(factor)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise _wrong(f"The weight of {factor} is not a number.", value)
            if not math.isfinite(value) or value < 0:
                raise _wrong(f"The weight of {factor} is not a number of 0 or more.", value)
        total = math.fsum(self.points[factor] for factor in Factor)
        if abs(total - ALL_POINTS) > _EXACT:
            raise _wrong(f"The weights sum to {total:g}, not to {ALL_POINTS}.", dict(self.points))


@cache
def published_weights() -> Weights:
    """The weights that come with the program, until the authority replaces them."""
    return read_weights(PUBLISHED)


def read_weights(path: Path) -> Weights:
    """Read and check a weights file (TOML). Raises Refused naming the bad value."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("The weights file cannot be read.", given=path, do_next=f"Correct it: {error}.") from error
    weights = entries.get("weights")
    if not isinstance(weights, dict):
        raise _wrong("The weights file has no table [weights].", path)
    unknown = sorted(set(weights) - set(Factor))
    if unknown:
        raise _wrong("The weights file names a factor that does not exist.", ", ".join(unknown))
    return Weights(
        version=_entry(entries, "version", str),
        owner=_entry(entries, "owner", str),
        in_force_from=_entry(entries, "in_force_from", dt.date),
        points={Factor(name): value for name, value in weights.items()},
    )


def _entry(entries: Mapping[str, object], name: str, kind: type[Kind]) -> Kind:
    value = entries.get(name)
    if not isinstance(value, kind):
        raise _wrong(f"The weights file does not say its {name.replace('_', ' ')}.", value)
    return value


def _wrong(what: str, given: object) -> Refused:
    factors = ", ".join(Factor)
    return Refused(
        what, given=given, do_next=f"Give one number of 0 or more for each of {factors}, {ALL_POINTS} in all."
    )
