"""The fairness audit: groups, measures with intervals, and what is hidden."""

from __future__ import annotations

from api.shapes.shape import Shape


class Shown(Shape):
    """A figure with its interval, or null with the reason."""

    value: float | None
    low: float | None
    high: float | None
    because: str | None


class Group(Shape):
    """One group of one trait."""

    trait: str
    group: str
    children: int | None
    hidden: bool
    figures: dict[str, Shown]


class Measure(Shape):
    """What is measured, and its unit."""

    name: str
    title: str
    unit: str


class Section(Shape):
    """The audit of one set of children; groups are null with the reason where nobody is in it."""

    title: str
    measures: list[Measure]
    groups: list[Group] | None
    because: str | None


class Reason(Shape):
    """For how many children a reason was given."""

    children: int | None
    hidden: bool


class Fairness(Shape):
    """The whole audit: a restricted paper."""

    restricted: str
    note: str
    decided: Section
    position: Section
    override_reasons: dict[str, Reason] | None
    override_because: str | None
    careful: str
