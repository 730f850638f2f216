"""The baselines side by side: every measure with its interval, and the lines of acceptance."""

from __future__ import annotations

from api.shapes.shape import Shape


class Interval(Shape):
    """A mean over seeds and its 95% interval; null where nothing could be measured."""

    mean: float | None
    low: float | None
    high: float | None
    seeds: int


class BaselineRow(Shape):
    """One way of choosing in one scenario."""

    scenario: str
    baseline: str
    title: str
    measures: dict[str, Interval]


class Acceptance(Shape):
    """What is asked of the engine, what it reached, and whether that is enough."""

    asked: str
    reached: str
    met: bool


class Baselines(Shape):
    """The whole table; the people in it are invented."""

    seeds: int
    measures: dict[str, str]
    rows: list[BaselineRow]
    acceptance: list[Acceptance]
    invented: str
    seconds: float
