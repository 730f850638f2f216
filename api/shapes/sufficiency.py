"""Sufficiency: which needs the area cannot meet, month by month, how sure that is, and what would meet them."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from api.shapes.forecast import Series
from api.shapes.shape import Shape


class Figure(Shape):
    """One figure of all runs: its mean, and the points below which it lies in 2.5 to 97.5 runs of 100."""

    mean: float
    p2_5: float
    p10: float
    p50: float
    p90: float
    p97_5: float


class Short(Shape):
    """Children who need a home, children short of one in the area, the chance by month that anybody is, and nights."""

    needing: Series
    gap: Series
    chance: list[float]
    nights: Figure


class Cell(Short):
    """The same for children alike in setting, age and need band, with where they would find a home."""

    setting: str
    age: str
    need: str
    by_place: dict[str, Series]


class SiblingGroups(Shape):
    """Groups of one size that came together and need a home together, and those not in one home of the area."""

    needing: Series
    parted: Series
    chance: list[float]


class Shortage(Shape):
    """Children alike who make up a share of all nights without a home in the area, and what there is for them."""

    setting: str
    age: str
    need: str
    share: float
    nights: float
    share_elsewhere: float
    homes: float
    places: float


class MixHome(Shape):
    """So many homes of one sort in a mix."""

    kind: str
    ages: list[int]
    places: int
    skill: int
    number: int
    weekly_pence: int | None
    words: str


class Mix(Shape):
    """Homes that make a gap unlikely by a day: a good mix, not proved to be the cheapest."""

    by: dt.date
    target: float
    before: float
    after: float
    reached: bool
    homes: list[MixHome]
    weekly_pence: int | None
    because: str


class Unmet(Shape):
    """What searches of the last year could not meet, by the change that would have made a home."""

    since: dt.date
    needs: int
    children: int
    elsewhere: int
    by_change: dict[str, int]


class NeedBands(Shape):
    """How many children's need bands are recorded, and how often setting and age alone would have told them."""

    recorded: int
    children: int
    hit_rate: float | None


class Sufficiency(Shape):
    """The gap over the months; `gap_at_most` if every home of which a fact is missing turned out not to do."""

    as_at: dt.date
    homes_as_at: dt.date
    months: list[dt.date]
    total: Short
    gap_at_most: Series
    chance_at_most: list[float]
    by_setting: dict[str, Short]
    by_age: dict[str, Short]
    by_need: dict[str, Short]
    by_place: dict[str, Series]
    cells: list[Cell]
    sibling_groups: dict[str, SiblingGroups]
    places: dict[str, Series] = Field(description="Places in the area for children who need a home, by setting.")
    shortages: list[Shortage]
    mix: Mix
    unmet: Unmet
    need_bands: NeedBands
    notes: list[str]
    children_set_aside: int
    replicates: int
    seed: int
    version: str
    seconds: float
