"""Small towns: children by kind, homes with places, and which kind may go where; by hand, and at random."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from forecasting.sufficing.assign import empty_town, give_homes
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.gap import edges_of
from forecasting.sufficing.groups import ALONE, keep_groups_together
from forecasting.sufficing.lawful import Able
from forecasting.sufficing.months import NO_NEED


@dataclass(frozen=True)
class Small:
    """A town for one month: kinds [child], room [home], able [kind][home], family [child], together [home]."""

    kinds: tuple[int, ...]
    room: tuple[int, ...]
    able: tuple[tuple[int, ...], ...]
    family: tuple[int, ...] = ()
    together: tuple[int, ...] = ()

    def more(self, home: int) -> Small:
        """The town with a place more in a home."""
        return replace(self, room=tuple(places + (at == home) for at, places in enumerate(self.room)))


def homes_of(town: Small) -> list[int]:
    """The home of each child, -1 for none."""
    edges = edges_of(np.array(town.able, dtype=np.bool_).reshape(len(town.able), len(town.room)))
    made = empty_town(np.array(town.kinds, dtype=np.int64), np.array(town.room, dtype=np.int64))
    give_homes(made, edges)
    return [int(home) for home in made.home]


def with_groups(town: Small) -> tuple[list[int], list[int]]:
    """The home of each child once groups are brought together, and 1 for each child of a group kept."""
    edges = edges_of(np.array(town.able, dtype=np.bool_).reshape(len(town.able), len(town.room)))
    made = empty_town(np.array(town.kinds, dtype=np.int64), np.array(town.room, dtype=np.int64))
    give_homes(made, edges)
    kept = np.zeros(len(town.kinds), dtype=np.int64)
    keep_groups_together(made, edges, np.array(town.family), np.array(town.together), kept)
    return [int(home) for home in made.home], kept.tolist()


@st.composite
def small_towns(draw: st.DrawFn) -> Small:
    """Up to seven children of up to four kinds, and up to four homes of up to three places."""
    kinds, homes = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    able = tuple(tuple(draw(st.integers(0, 1)) for _ in range(homes)) for _ in range(kinds))
    children = tuple(draw(st.lists(st.integers(0, kinds - 1), max_size=7)))
    room = tuple(draw(st.integers(0, 3)) for _ in range(homes))
    sizes = draw(st.lists(st.integers(1, 3), min_size=7, max_size=7))
    family = [number if size > 1 else ALONE for number, size in enumerate(sizes) for _ in range(size)]
    together = tuple(draw(st.integers(1, 3)) for _ in range(homes))
    return Small(children, room, able, tuple(family[: len(children)]), together)


@dataclass(frozen=True)
class Authority:
    """Random children over runs and months, and the places and rules of its homes."""

    demand: Demand
    room: np.ndarray
    able: Able


def an_authority(seed: int, runs: int = 4, months: int = 3, homes: int = 8, kinds: int = 6) -> Authority:
    """An authority of chance: each child needs a home from some month on, some until the end."""
    random = np.random.default_rng(seed)
    children = random.integers(6, 20, size=runs)
    start = np.concatenate([[0], np.cumsum(children)])
    rows = int(start[-1])
    began = random.integers(0, months, size=rows)
    there = np.arange(months) >= began[:, None]
    kind = np.where(there, random.integers(0, kinds, size=(rows, 1)), NO_NEED).astype(np.int64)
    since = np.broadcast_to(began[:, None], kind.shape).astype(np.int64).copy()
    able = (random.random((kinds, homes)) < 0.35).astype(np.int8) * 2
    room = random.integers(0, 3, size=(runs, homes, months)).astype(np.int64)
    return Authority(Demand(start, kind, since, np.full(rows, ALONE)), room, able)
