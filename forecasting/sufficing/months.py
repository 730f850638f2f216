"""Every month of a run: who needs a home, and where there is one. In compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.states import Ints
from forecasting.sufficing.assign import NOWHERE, Edges, Town, empty_town, give_homes
from forecasting.sufficing.groups import keep_groups_together

NO_NEED = -1


class Ways(NamedTuple):
    """The homes the rules allow each kind: those in the area, those of authorities next door, those further away."""

    local: Edges
    near: Edges
    far: Edges


class Asking(NamedTuple):
    """Children of one run: kind [child, month], NO_NEED where no home is needed; since [child, month]; family [child].

    Families stand together in the order of the children.
    """

    kind: Ints
    since: Ints
    family: Ints


@compiled
def waiting(asking: Asking, month: int) -> Ints:
    """The children (positions) who need a home in a month, those who needed it first in front."""
    there = np.flatnonzero(asking.kind[:, month] != NO_NEED)
    order: Ints = there[np.argsort(asking.since[:, month][there] * len(asking.kind) + there)]
    return order


@compiled
def town_of(asking: Asking, order: Ints, month: int, room: Ints) -> Town:
    """The town of a month, in which nobody of these children has a home yet; room [home, month]."""
    return empty_town(asking.kind[:, month][order], room[:, month].copy())


@compiled
def live_through(asking: Asking, room: Ints, ways: Ways, together: Ints, place: Ints, kept: Ints) -> None:
    """Give homes in every month of one run.

    Fills place [child, month] with a home or NOWHERE, and kept [child, month] with 1 for a child of a group that is
    together in one home of the area.
    """
    for month in range(room.shape[1]):
        order = waiting(asking, month)
        town = town_of(asking, order, month, room)
        give_homes(town, ways.local)
        together_now = np.zeros(len(order), np.int64)
        keep_groups_together(town, ways.local, asking.family[order], together, together_now)
        give_homes(town, ways.near)
        give_homes(town, ways.far)
        for at in range(len(order)):
            place[order[at], month] = town.home[at]
            kept[order[at], month] = together_now[at]


@compiled
def without(asking: Asking, room: Ints, local: Edges, short: Ints) -> None:
    """Fill short [child, month] with 1 for each child without a home in the area, by these homes alone."""
    for month in range(room.shape[1]):
        order = waiting(asking, month)
        town = town_of(asking, order, month, room)
        give_homes(town, local)
        for at in range(len(order)):
            short[order[at], month] = town.home[at] == NOWHERE
