"""Searches that found nobody, as a paper: by age and need, and what would have let somebody in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.reports.paper import Bullets, Cell, Column, Facts, Kind, Paper, Part, Section, Table, Words
from api.reports.supply import FOR_PLANNERS
from api.words import count, day, sentence
from forecasting.sufficing.unmet_needs import DAYS, HIGH, UnmetNeeds
from matching.unmet import ChangeKind
from placements.disclosing.rules import NOTE
from placements.disclosure import hide_parts, hide_small

COUNT = Kind.COUNT
LETS_IN = {
    ChangeKind.ASK: "asking what is not recorded of a home",
    ChangeKind.APPROVAL: "somebody's approval",
    ChangeKind.BED: "a bed that was not free",
    ChangeKind.ADAPTATION: "works in a house",
    ChangeKind.STAFFING: "more staff",
    ChangeKind.PLAN: "another plan, such as another school",
    ChangeKind.RECRUITMENT: "a household still to be recruited",
    ChangeKind.NONE: "nothing yet: something else must be settled first",
}


def unmet_paper(found: UnmetNeeds, council: str, *, tell_small: bool) -> Paper:
    """What a year of searches could not meet; small numbers only where they may be told."""
    told = _Told(tell_small=tell_small)
    return Paper(
        title="Searches that found nobody in the area",
        council=council,
        introduction=_headline(found, told),
        sections=(
            Section("What would have let somebody in", tuple(_changes(found, told))),
            Section("Who they were", tuple(_who(found, told))),
            Section("What they needed", tuple(_needs(found, told))),
            Section("How to read this", (Bullets(tuple(_notes(tell_small=tell_small))),)),
        ),
        marked=FOR_PLANNERS if tell_small else "For planners. Not for publication.",
        footer=f"Searches since {day(found.since)}",
        about=(("Since", day(found.since)), ("Days", f"{DAYS}")),
    )


class _Told:
    """Counts as a reader may see them."""

    def __init__(self, *, tell_small: bool) -> None:
        self.small = tell_small

    def one(self, number: int) -> Cell:
        """A single count."""
        return number if self.small else str(hide_small(number))

    def said(self, number: int, one: str, many: str | None = None) -> str:
        """A single count with its noun."""
        told = self.one(number)
        return count(told, one, many) if isinstance(told, int) else f"{told} {many or one + 's'}"

    def parts(self, parts: Mapping[str, int]) -> list[tuple[str, Cell]]:
        """The parts of a whole that stands beside them."""
        if self.small:
            return list(parts.items())
        return [(name, str(figure)) for name, figure in hide_parts(parts).items()]


def _headline(found: UnmetNeeds, told: _Told) -> str:
    searched = count(found.searched, "referral")
    if not found.needs:
        return (
            f"{searched} searched since {day(found.since)}: for every one of them a lawful home in the area was known."
        )
    needs, children = told.said(found.needs, "need"), told.said(found.children, "child", "children")
    return (
        f"{searched} searched since {day(found.since)}; {needs} of {children} not met by any known home in the area. "
        f"Of these {told.said(found.elsewhere, 'need')} could be met by a home elsewhere."
    )


def _changes(found: UnmetNeeds, told: _Told) -> Iterable[Part]:
    kinds = told.parts({LETS_IN[kind]: number for kind, number in found.by_kind.items()})
    columns = (Column("The cheapest change"), Column("Needs", COUNT))
    yield Table("By kind of change", columns, tuple((sentence(kind), number) for kind, number in kinds))
    if found.changes and told.small:
        each = (Column("What"), Column("Who can do it"), Column("Needs", COUNT))
        rows = tuple((one.words, one.who, one.times) for one in found.changes)
        yield Table("One by one, the most frequent first", each, rows)
    yield Words("For children still to come, which homes to ask and whom to recruit is worked out under Recruit.")


def _who(found: UnmetNeeds, told: _Told) -> Iterable[Part]:
    yield _table("Children by age", "Age", told.parts(found.by_age), "Children")
    sizes = {count(size, "child", "children"): number for size, number in found.by_size.items()}
    yield _table("Needs by how many were to live together", "Together", told.parts(sizes))
    urgency = {sentence(one): number for one, number in found.by_urgency.items()}
    yield _table("Needs by how soon", "How soon", told.parts(urgency))
    yield _table("Needs by area", "Where no home was found", told.parts(found.areas))


def _needs(found: UnmetNeeds, told: _Told) -> Iterable[Part]:
    columns = (Column("Need"), Column("Unmet needs with it", COUNT), Column(f"At level {HIGH} or 4", COUNT))
    rows = tuple(
        (sentence(domain), told.one(number), told.one(high)) for domain, (number, high) in found.by_need.items()
    )
    yield Table(
        "By what was needed, the most frequent first", columns, rows, "A group counts once under each of its needs."
    )
    levels = {"not recorded" if level is None else f"level {level}": n for level, n in found.by_supervision.items()}
    yield _table("Needs by supervision", "Supervision", told.parts(levels))


def _table(title: str, first: str, rows: Iterable[tuple[str, Cell]], second: str = "Needs") -> Table:
    return Table(title, (Column(first), Column(second, COUNT)), tuple(rows))


def _notes(*, tell_small: bool) -> Iterable[str]:
    yield "A need is a group of children who were to live together, in the newest search for their referral."
    yield "Met means a known home in the area that was lawful for them, not that they were placed there."
    yield "Agencies whose homes nobody knows are not among the known homes: they may have met a need all the same."
    yield "Searches are kept for a year, those that a decision rests on for as long as the decision."
    if not tell_small:
        yield NOTE


def facts(found: UnmetNeeds, *, tell_small: bool) -> Facts:
    """The same in a few lines, for a paper that holds more."""
    told = _Told(tell_small=tell_small)
    return Facts(
        (
            ("Referrals searched", f"{found.searched}"),
            ("Needs that no known home in the area met", f"{told.one(found.needs)}"),
            ("Of these with a home elsewhere", f"{told.one(found.elsewhere)}"),
        )
    )
