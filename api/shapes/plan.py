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


class HomeWorth(Shape):
    """What a place in a home is worth to children to come, in points of fit, and the share of futures it decides."""

    home: str
    worth: float
    decisive: float
    because: str


class Change(Shape):
    """A child for whom the choice beside the plan names another home, and what that costs."""

    child: str
    home: str
    instead_of: str | None
    price_in_fit: float
    price_in_approvals: int
    because: str


class Choice(Shape):
    """The plan that leaves scarce homes to children to come, with its price: shown, never taken by itself."""

    because: str
    price_in_fit: float
    price_in_approvals: int
    changes: list[Change]


class Scarcity(Shape):
    """What homes are worth to children to come; null homes with the reason where that is not known."""

    because: str
    homes: list[HomeWorth] | None
    futures: int | None = None
    horizon_days: int | None = None
    choice: Choice | None = None


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
    scarcity: Scarcity | None = None
    decides: str | None = None
    seconds: float
