"""Brothers and sisters together, two and one, one and one and one: the best that each way offers, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from api.bundles import Together
from api.shapes.search import Option
from api.words import listed

TRIED_OF_EACH = 4
MOST_CHILDREN = 6
NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


@dataclass(frozen=True)
class Part:
    """Children who would live together in one way, and the home they would have; none where no home is known."""

    bundle: Together
    option: Option | None


@dataclass(frozen=True)
class Way:
    """One way of living: its parts, each in another home."""

    parts: tuple[Part, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many live together, from the largest part down."""
        return tuple(sorted((len(part.bundle.children) for part in self.parts), reverse=True))

    @property
    def title(self) -> str:
        """Together; two and one; one and one and one."""
        return "Together" if len(self.parts) == 1 else " and ".join(NUMBERS[size] for size in self.shape)

    @property
    def housed(self) -> int:
        """How many children have a known home in this way."""
        return sum(len(part.bundle.children) for part in self.parts if part.option)

    @property
    def approvals(self) -> int:
        """How many agreements the way needs."""
        return sum(len(part.option.approvals) for part in self.parts if part.option)

    @property
    def fit(self) -> float | None:
        """The mean fit over children who have a home; None where none has."""
        if not self.housed:
            return None
        return sum(part.option.fit * len(part.bundle.children) for part in self.parts if part.option) / self.housed

    @property
    def who(self) -> str:
        """Who lives with whom."""
        return "; ".join(part.bundle.who for part in self.parts)

    @property
    def without(self) -> str:
        """The children for whom no home is known in this way."""
        return listed([part.bundle.who for part in self.parts if part.option is None])


def ways_of(children: Sequence[str], bundles: Sequence[Together]) -> list[list[Way]]:
    """Every way of parting the children, by shape from together to each alone; in each shape the best first.

    A way is better where more children have a home, then where it needs fewer agreements, then where it fits better.
    Two parts never share a home. Groups of more than six are looked at together and apart only.
    """
    by_children = {frozenset(one.children): one for one in bundles}
    found: dict[tuple[int, ...], list[Way]] = {}
    for parts in _partings(tuple(children)):
        held = [by_children.get(frozenset(part)) for part in parts]
        if all(held):
            way = _housed([one for one in held if one is not None])
            found.setdefault(way.shape, []).append(way)
    for shape in found.values():
        shape.sort(key=lambda way: (-way.housed, way.approvals, -(way.fit or 0.0)))
    return [found[shape] for shape in sorted(found, key=lambda shape: (len(shape), [-size for size in shape]))]


def _partings(children: tuple[str, ...]) -> Iterator[list[tuple[str, ...]]]:
    """Every way to part children into groups."""
    if len(children) > MOST_CHILDREN:
        yield [children]
        yield [(one,) for one in children]
        return
    if not children:
        yield []
        return
    first, rest = children[0], children[1:]
    for parts in _partings(rest):
        yield [(first,), *parts]
        for place, part in enumerate(parts):
            yield [*parts[:place], (first, *part), *parts[place + 1 :]]


def _housed(bundles: Sequence[Together]) -> Way:
    """The best homes for the parts, all different: tried over the best few of each."""
    ordered = sorted(bundles, key=lambda one: (-len(one.children), one.children))
    if len(ordered) > MOST_CHILDREN:
        return _one_after_another(ordered)
    choices = [[*one.options[:TRIED_OF_EACH], None] for one in ordered]
    ways = (
        Way(tuple(Part(bundle, option) for bundle, option in zip(ordered, chosen, strict=True)))
        for chosen in product(*choices)
        if _all_different(chosen)
    )
    return min(ways, key=lambda way: (-way.housed, way.approvals, -(way.fit or 0.0)))


def _one_after_another(ordered: Sequence[Together]) -> Way:
    """For a large group each alone: each part in turn takes the best home that is left."""
    taken: set[str] = set()
    parts = []
    for bundle in ordered:
        option = next((one for one in bundle.options if one.home not in taken), None)
        taken |= {option.home} if option else set()
        parts.append(Part(bundle, option))
    return Way(tuple(parts))


def _all_different(chosen: Sequence[Option | None]) -> bool:
    homes = [option.home for option in chosen if option is not None]
    return len(set(homes)) == len(homes)
