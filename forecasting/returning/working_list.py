"""The working list: of the children who live outside the area, who is considered, who is not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forecasting.returning.away import Away, Whereabouts
from forecasting.returning.reasons import REASONS, SIBLING_STAYS, not_known_of, reason_of
from matching.relations import Relations
from placements.models.child import Together

KEPT_TOGETHER = frozenset({Together.MUST, Together.PREFER})


@dataclass(frozen=True, eq=False)
class Group:
    """Children who would come home together: one child, or brothers and sisters who live together now."""

    children: tuple[Away, ...]

    @property
    def ref(self) -> str:
        """The first child's reference."""
        return self.children[0].ref


@dataclass(frozen=True, eq=False)
class WorkingList:
    """Who is considered, in groups; who is not, by reason (`aside`, child to reason); and what is not known of whom."""

    groups: tuple[Group, ...]
    aside: Mapping[str, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def considered(self) -> tuple[Away, ...]:
        """Every child considered."""
        return tuple(child for group in self.groups for child in group.children)

    @property
    def not_considered(self) -> dict[str, int]:
        """How many children are not considered, by reason, in the order in which the reasons are asked."""
        counted = Counter(self.aside.values())
        return {reason: counted[reason] for reason in (*(one.id for one in REASONS), SIBLING_STAYS) if counted[reason]}


def working_list(found: Whereabouts, relations: Relations) -> WorkingList:
    """Set aside those of whom a reason is known to hold, then those whose brother or sister stays."""
    aside = {child.ref: reason.id for child in found.away if (reason := reason_of(child))}
    _with_those_who_stay(found.away, relations, aside)
    considered = [child for child in found.away if child.ref not in aside]
    missing = {child.ref: said for child in considered if (said := _missing(child, relations))}
    return WorkingList(tuple(_groups(considered, relations)), aside, missing)


def _with_those_who_stay(away: Sequence[Away], relations: Relations, aside: dict[str, str]) -> None:
    """A child assessed to live with a brother or sister who stays in the same home stays too; and so on."""
    while True:
        more = [
            child.ref
            for child in away
            if child.ref not in aside
            and any(
                sibling in aside and _assessed(child.ref, sibling, relations) in KEPT_TOGETHER
                for sibling in child.brothers_and_sisters
            )
        ]
        if not more:
            return
        aside |= dict.fromkeys(more, SIBLING_STAYS)


def _assessed(one: str, other: str, relations: Relations) -> Together:
    fact = relations.of(one, other)
    return Together.NOT_ASSESSED if fact is None else fact.assessed


def _missing(child: Away, relations: Relations) -> tuple[str, ...]:
    not_assessed = any(
        _assessed(child.ref, sibling, relations) is Together.NOT_ASSESSED for sibling in child.brothers_and_sisters
    )
    said = "whether these brothers and sisters should live together"
    return (*not_known_of(child), said) if not_assessed else not_known_of(child)


def _groups(considered: Sequence[Away], relations: Relations) -> list[Group]:
    """Brothers and sisters who live together now come home together, unless they are assessed to live apart."""
    group = {child.ref: child.ref for child in considered}
    for child in considered:
        for sibling in sorted(child.brothers_and_sisters & group.keys()):
            if _assessed(child.ref, sibling, relations) is not Together.APART:
                kept, gone = sorted((group[child.ref], group[sibling]))
                group = {ref: kept if name == gone else name for ref, name in group.items()}
    members: dict[str, list[Away]] = {}
    for child in considered:
        members.setdefault(group[child.ref], []).append(child)
    return [Group(tuple(children)) for _, children in sorted(members.items())]
