"""What a child of each need band asks of a home, as the authority publishes it for planning."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from matching.child_facts import NeedFact
from placements.codes import Setting
from placements.errors import Refused
from placements.models.child import NeedDomain

PUBLISHED = Path(__file__).with_name("need_profiles.toml")
BANDS = (1, 2, 3, 4)
_LEVELS = range(5)


@dataclass(frozen=True)
class Profile:
    """A need band: the supervision it asks for (0 to 4) and the needs that must be met; others in supported homes."""

    band: int
    supervision: int
    needs: tuple[NeedFact, ...]
    supported: tuple[NeedFact, ...]

    def needs_in(self, setting: Setting) -> tuple[NeedFact, ...]:
        """The needs of a child of this band in a setting."""
        return self.supported if setting is Setting.SUPPORTED else self.needs


@cache
def published_profiles() -> tuple[Profile, ...]:
    """The list that comes with the program, until the authority replaces it; one profile a band, in their order."""
    return read_profiles(PUBLISHED)


def read_profiles(path: Path) -> tuple[Profile, ...]:
    """Read and check a list of profiles (TOML). Raises Refused naming what is wrong."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        profiles = tuple(_profile(entry) for entry in entries["band"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused("The need profiles cannot be read.", given=path, do_next=f"Correct the file: {error}.") from error
    if tuple(one.band for one in profiles) != BANDS:
        raise Refused(
            "The need profiles do not name bands 1 to 4 once each, in order.",
            given=[one.band for one in profiles],
            do_next="Give one entry a band.",
        )
    return profiles


def _profile(entry: Mapping[str, Any]) -> Profile:
    return Profile(int(entry["band"]), _level(entry["supervision"]), _needs(entry["needs"]), _needs(entry["supported"]))


def _needs(given: Sequence[Mapping[str, Any]]) -> tuple[NeedFact, ...]:
    return tuple(NeedFact(NeedDomain(one["domain"]), _level(one["level"]), essential=True) for one in given)


def _level(given: int) -> int:
    if given not in _LEVELS:
        raise ValueError(f"a level of {given}; it is 0 to 4")
    return int(given)
