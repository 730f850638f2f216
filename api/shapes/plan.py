"""A plan for every open referral at once: who goes where, what it is worth, and how much of that is proven."""

from __future__ import annotations

from pydantic import Field

from api.shapes.search import Said
from api.shapes.shape import Shape


class Level(Shape):
    """What the plan reaches at one level, and the bound below which no plan can go."""

    name: str
    value: float
    bound: float


class Assignment(Shape):
    """A child and the home the plan suggests, with the approvals it would need; bare where only a problem is solved."""

    child: str
    home: str
    referral: str | None = None
    status: str | None = None
    fit: float | None = None
    approvals: list[Said] = Field(default_factory=list)


class Unplaced(Shape):
    """A child for whom the plan has no home, and why."""

    child: str
    because: str


class Envy(Shape):
    """A child who would fit a home better than who holds it in the plan, and whose need is at least as great."""

    child: str
    home: str
    holder: str
    better_by: float
    because: str


class Plan(Shape):
    """A plan; it places nobody."""

    status: str
    levels: list[Level]
    assignments: list[Assignment]
    unplaced: list[Unplaced]
    max_flow_unplaced: int
    rounds: int | None = None
    envy: list[Envy] = Field(default_factory=list)
    regret: dict[str, float] = Field(default_factory=dict)
    decides: str | None = None
    seconds: float
