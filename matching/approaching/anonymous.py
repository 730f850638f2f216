"""What a provider is told of a referral: one object, without anything by which a child could be recognised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Fact:
    """One thing said; `said` is None where it is not known, and `free` where the words are somebody's own."""

    about: str
    said: str | None
    free: bool = False

    @property
    def words(self) -> str:
        """What is said, or that it is not known."""
        return self.said or NOT_KNOWN


@dataclass(frozen=True)
class Part:
    """Facts under a heading: about the referral, about one child, about the home."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class AnonymousReferral:
    """A referral as a provider may read it. Children have numbers, places are authorities, births are ages.

    `later` lists what is told only once a provider has a home in mind, and asked by name.
    """

    council: str
    title: str
    parts: tuple[Part, ...]
    later: tuple[str, ...]

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Every fact with where it stands, such as ("Child 1, wishes", fact)."""
        for part in self.parts:
            for fact in part.facts:
                yield f"{part.heading}, {fact.about[:1].lower()}{fact.about[1:]}", fact

    def without(self, about: str) -> AnonymousReferral:
        """The same without every fact of this name, in any case."""
        kept = (
            replace(part, facts=tuple(fact for fact in part.facts if fact.about.casefold() != about.casefold()))
            for part in self.parts
        )
        return replace(self, parts=tuple(kept))

    def as_json(self) -> dict[str, Any]:
        """The object for a program, and as it is kept."""
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> AnonymousReferral:
    """What was kept, as the object it was."""
    parts = (Part(part["heading"], tuple(Fact(**fact) for fact in part["facts"])) for part in kept["parts"])
    return AnonymousReferral(kept["council"], kept["title"], tuple(parts), tuple(kept["later"]))
