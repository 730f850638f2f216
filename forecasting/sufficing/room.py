"""The places of each home to come, run by run and month by month, as those who live there move on in the forecast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.places import NotAvailable, places_of
from forecasting.states import Floats, Ints, birthdays
from forecasting.staying import days_stayed
from forecasting.sufficing.children import Children
from forecasting.sufficing.diary import FROM_BEFORE
from forecasting.tables import ADULT
from matching.home_facts import HomeFacts
from matching.snapshot import World
from matching.taking import taking_children
from placements.models.base import Known
from placements.models.child import ConstraintKind
from placements.models.home import HomeStatus
from placements.models.placement import OccupancyKind

ALREADY, NEVER = dt.date.min, dt.date.max
TAKING_PLACES = frozenset({OccupancyKind.PLACEMENT, OccupancyKind.OTHER_AUTHORITY, OccupancyKind.SHORT_BREAK})
LASTING = (NotAvailable.STAYING_PUT, NotAvailable.NO_BED, NotAvailable.NAMED_CHILDREN, NotAvailable.SAID_FULL)
"""Why a place stays out of use until somebody acts; a hold ends on its day, and a bed held is for somebody."""


@dataclass(frozen=True)
class HomeToCome:
    """What is known of a home's places ahead.

    approved places; lost: those out of use for a reason that lasts, by reason; others: taken by children of other
    authorities, or of whom nobody knows the name; alone: whether somebody there must be the only child; opens_on: the
    first day on which it takes children, ALREADY where it does, NEVER where no day is known.
    """

    approved: int
    lost: Mapping[NotAvailable, int]
    others: int
    alone: bool
    opens_on: dt.date

    @property
    def usable(self) -> int:
        """The places that a child of the authority's own can have, once nobody of its own is there."""
        return max(0, self.approved - self.others - sum(self.lost.values()))


def to_come(home: HomeFacts, world: World, stale_before: dt.date) -> HomeToCome:
    """Read a home's places ahead from its places tonight."""
    taking = taking_children(home, world.today)
    opens = ALREADY if taking.answer is not Known.NO else taking.until or NEVER
    open_now = home if opens == ALREADY else _opened(home)
    places = places_of(open_now, world.today, stale_before, world.authority)
    placed = [one for one in home.residents if one.kind in TAKING_PLACES]
    alone = any(one.child is not None and one.child.constraint(ConstraintKind.ALONE) for one in placed)
    return HomeToCome(
        approved=places.approved,
        lost={reason: number for reason in LASTING if (number := places.not_available.get(reason, 0))},
        others=sum(1 for one in placed if one.child is None or one.la_code not in {None, world.authority}),
        alone=alone,
        opens_on=opens,
    )


def _opened(home: HomeFacts) -> HomeFacts:
    status = HomeStatus.ACTIVE if home.status is HomeStatus.ON_HOLD else home.status
    return replace(home, holds=(), available_from=None, kept_empty=(), status=status)


@dataclass(frozen=True)
class Changes:
    """Households that come and go in each run.

    gone [run, home]: the month in which one leaves (the number of months where it stays); more [run, home, month]:
    places of new households like that home.
    """

    gone: Ints
    more: Ints


def no_changes(runs: int, homes: int, months: int) -> Changes:
    """Every household stays, and none comes."""
    return Changes(np.full((runs, homes), months), np.zeros((runs, homes, months), np.int64))


def room_ahead(homes: Sequence[HomeToCome], taken: Ints, changes: Changes, month_ends: Sequence[dt.date]) -> Ints:
    """[run, home, month] places for children who need a home: usable places less those who still live there."""
    usable = np.array([home.usable for home in homes], dtype=np.int64)
    opens = np.array([home.opens_on for home in homes], dtype="datetime64[D]")
    open_in = np.array(month_ends, dtype="datetime64[D]") >= opens[:, None]
    alone = np.array([home.alone for home in homes], dtype=np.bool_)
    free = np.maximum(usable[:, None] - taken, 0)
    free = np.where(open_in & ~(alone[:, None] & (taken > 0)), free, 0)
    there = np.arange(len(month_ends)) < changes.gone[:, :, None]
    room: Ints = np.where(there, free, 0) + changes.more
    return room


def still_there(children: Children, lives_at: Ints, homes: int) -> Ints:
    """[run, home, month] children of the authority who live where they lived at the start.

    lives_at [position in the stock]: the home (position), or -1 where that is none of these.
    """
    runs, months = children.runs, children.setting.shape[1]
    stock = np.flatnonzero(children.who >= 0)
    home = lives_at[children.who[stock]]
    stock, home = stock[home >= 0], home[home >= 0]
    staying = (children.setting[stock] >= 0) & (children.since[stock] == FROM_BEFORE)
    row, month = np.nonzero(staying)
    return _counted(children.run[stock[row]], home[row], month, (runs, homes, months))


def staying_put(children: Children, lives_at: Ints, shares: Floats, month_ends: Sequence[dt.date], homes: int) -> Ints:
    """[run, home, month] young adults who turned 18 in the home in which they lived at the start, and stay on there.

    shares [run]: of those who turn 18 with foster carers, how many stay; lives_at [position in the stock] as a foster
    home's position, -1 for anybody else. How long is drawn as the forecast does (`forecasting.staying`).
    """
    ends = np.array(month_ends, dtype="datetime64[D]")
    stock = np.flatnonzero(children.who >= 0)
    home = lives_at[children.who[stock]]
    stock, home = stock[home >= 0], home[home >= 0]
    adult = birthdays(children.born[stock].astype("datetime64[D]"), ADULT)
    turned = np.searchsorted(ends, adult)
    before = np.maximum(turned - 1, 0)
    there = (children.setting[stock, before] >= 0) & (children.since[stock, before] == FROM_BEFORE)
    stays = there & (turned > 0) & (turned < len(ends)) & (children.luck[stock, 2] < shares[children.run[stock]])
    until = adult + np.ceil(days_stayed(children.luck[stock, 3])).astype("timedelta64[D]")
    taken = stays[:, None] & (ends >= adult[:, None]) & (ends < until[:, None])
    row, month = np.nonzero(taken)
    return _counted(children.run[stock[row]], home[row], month, (children.runs, homes, len(ends)))


def _counted(run: Ints, home: Ints, month: Ints, shape: tuple[int, int, int]) -> Ints:
    cell = np.ravel_multi_index((run, home, month), shape)
    found: Ints = np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)
    return found
