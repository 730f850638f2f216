"""Which named legal reviewer signed which rule, and when: until then a rule still to be checked is a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Signature:
    """One rule, as one edition of the rule book words it, signed by a named person; taken back on a day or never."""

    rule: str
    edition: str
    name: str
    role: str
    signed_on: dt.date
    withdrawn_on: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        """Whether the signature counts on a day."""
        return self.signed_on <= on and (self.withdrawn_on is None or on < self.withdrawn_on)


@dataclass(frozen=True)
class Signatures:
    """The authority's register of signatures, which is data of the record."""

    every: frozenset[Signature] = frozenset()

    @classmethod
    def of(cls, signatures: Iterable[Signature]) -> Signatures:
        """A register of these."""
        return cls(frozenset(signatures))

    def on(self, day: dt.date, edition: str) -> Mapping[str, Signature]:
        """The signature of each rule that counts on a day for an edition, by rule: the latest of several."""
        holding = [one for one in self.every if one.edition == edition and one.holds(day)]
        return {one.rule: one for one in sorted(holding, key=lambda one: (one.signed_on, one.name))}
