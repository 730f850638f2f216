"""The rule book: every rule in the order of the sections, by edition, and those in force on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from matching.rules import (
    approval,
    area,
    breaks,
    capacity,
    child,
    compatibility,
    decision,
    design,
    household,
    needs,
    place,
    registration,
    safety,
    school,
    steps,
    taking,
    terms,
    willingness,
)
from matching.rules.rule import FIRST_EDITION, Rule, Scope
from matching.rules.signing import read_register
from matching.signatures import Signature, Signatures
from placements.errors import Refused

SECTIONS = (
    place,
    area,
    child,
    school,
    steps,
    approval,
    terms,
    taking,
    capacity,
    registration,
    breaks,
    compatibility,
    household,
    safety,
    willingness,
    needs,
    decision,
    design,
)
REGISTER = Path(__file__).with_name("signatures.toml")
EDITIONS = (FIRST_EDITION,)
"""The editions of the book, oldest first; a rule once published is never changed, only followed by another."""


@dataclass(frozen=True)
class RuleBook:
    """Rules as every edition words them: a decision made under one is read again under that one."""

    editions: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def newest(self) -> str:
        """The edition that is read unless another is asked for."""
        return self.editions[-1]

    def of(self, edition: str | None = None) -> tuple[Rule, ...]:
        """The rules as an edition words them. Raises Refused naming an edition that does not exist."""
        asked = edition or self.newest
        if asked not in self.editions:
            raise Refused(
                "The rule book has no such edition.", given=asked, do_next=f"Ask for {', '.join(self.editions)}."
            )
        place = self.editions.index
        now = place(asked)
        return tuple(
            rule for rule in self.rules if place(rule.since) <= now and (rule.until is None or now < place(rule.until))
        )

    def in_force(
        self, on: dt.date, edition: str | None = None, signed: Mapping[str, Signature] | None = None
    ) -> dict[Scope, tuple[Rule, ...]]:
        """The rules whose law holds on a day, with the signatures they have, by what they are asked about."""
        signed = signed or {}
        rules = [replace(rule, signature=signed.get(rule.id)) for rule in self.of(edition) if rule.in_force(on)]
        return {scope: tuple(rule for rule in rules if rule.scope is scope) for scope in Scope}


@cache
def rule_book() -> RuleBook:
    """The book that comes with the program."""
    return RuleBook(EDITIONS, tuple(rule for section in SECTIONS for rule in section.SECTION.rules))


def every_rule() -> tuple[Rule, ...]:
    """The rules of the newest edition, whatever their dates."""
    return rule_book().of()


@cache
def rules_in_force(
    on: dt.date, edition: str | None = None, signatures: Signatures | None = None, today: dt.date | None = None
) -> dict[Scope, tuple[Rule, ...]]:
    """The rules that hold on a day, in an edition, signed as they were on the day of asking (`today`).

    An old decision replays under the rules of its day: its own edition, its own days, its own signatures. The
    signatures are those of the authority's register unless others are given.
    """
    book = rule_book()
    signed = published_signatures() if signatures is None else signatures
    return book.in_force(on, edition, signed.on(today or on, edition or book.newest))


@cache
def published_signatures() -> Signatures:
    """The authority's register of signatures: empty as the program comes."""
    return read_signatures(REGISTER)


def read_signatures(path: Path) -> Signatures:
    """Read and check a register of signatures (TOML). Raises Refused naming the entry and what is wrong with it."""
    return read_register(path, {edition: {rule.id for rule in rule_book().of(edition)} for edition in EDITIONS})
