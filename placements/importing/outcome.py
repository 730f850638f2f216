"""What a load answers: every row read is accepted or rejected, and every fault says where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from placements.models.loading import Level


@dataclass(frozen=True)
class Fault:
    """One thing a check found: file, row (1 is the heading row), column, rule, value found and a sentence."""

    file: str
    row: int | None
    column: str | None
    rule: str
    level: Level
    value: str | None
    message: str
    child: str | None = None

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
