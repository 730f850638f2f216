"""What a load answers: every row read is accepted or rejected, and every fault says where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from placements.geography import without_postcodes
from placements.models.loading import Level

_MISTYPED = frozenset({"cell-postcode", "903-postcode"})
"""Rules about a cell that should be a postcode and is not quite one."""
_PUBLISHED = frozenset({"postcode-without-position"})
"""Rules about the country's own list of postcodes, which tells nobody's address."""


@dataclass(frozen=True)
class Fault:
    """One thing a check found: file, row (1 is the heading row), column, rule, value found and a sentence.

    A finding is read by more people than the file: a full postcode in it is cut to its district.
    """

    file: str
    row: int | None
    column: str | None
    rule: str
    level: Level
    value: str | None
    message: str
    child: str | None = None

    def __post_init__(self) -> None:
        """Cut every postcode, so that no list of findings tells where somebody lives; a mistyped one is left out."""
        if self.rule in _PUBLISHED:
            return
        value = None if self.value is None or self.rule in _MISTYPED else without_postcodes(self.value)
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "message", without_postcodes(self.message))

    def as_json(self) -> dict[str, Any]:
        """The finding as other programs read it."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "level": self.level.value,
            "value": self.value,
            "message": self.message,
        }


@dataclass(frozen=True)
class ImportResult:
    """The answer of one load; `accepted + rejected == read` always. `refused` means nothing was kept."""

    noun: str
    read: int
    accepted: int
    rejected: int
    findings: tuple[Fault, ...]
    seconds: float
    set_aside: int = 0
    refused: bool = False
    returns: tuple[tuple[str, str], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A row can be neither lost nor counted twice."""
        if self.accepted + self.rejected != self.read:
            raise AssertionError(f"{self.accepted} accepted + {self.rejected} rejected is not {self.read} read")

    def as_json(self) -> dict[str, Any]:
        """The answer as other programs read it."""
        return {
            "noun": self.noun,
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "set_aside": self.set_aside,
            "refused": self.refused,
            "returns": [{"path": path, "year": year} for path, year in self.returns],
            "findings": [fault.as_json() for fault in self.findings],
            **self.extra,
            "seconds": self.seconds,
        }
