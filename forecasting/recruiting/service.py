"""Unlock, then recruit: which present carers to unlock and which new ones to find, to keep most children local."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import metadata

import numpy as np

from forecasting.budget import Prices
from forecasting.funnel import Lead
from forecasting.recruiting.action import Action
from forecasting.recruiting.households import candidates, first_month, recruited
from forecasting.recruiting.ranking import ranked
from forecasting.recruiting.returning import with_returning
from forecasting.recruiting.unlock import Unlock
from forecasting.states import Ints
from forecasting.sufficing.answer import range_of
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.gap import LOCAL
from forecasting.sufficing.lawful import Able, Answer
from forecasting.sufficing.new_homes import new_households
from forecasting.sufficing.outlook import Asked, Outlook, Told, look_ahead
from forecasting.sufficing.priced import Weeks
from forecasting.sufficing.solved import Solved
from matching.situation import Request
from matching.supports import published_supports
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import Records

MOST = 12
"""Actions in each list: a page that a team can work through."""


@dataclass(frozen=True)
class Recruitment:
    """The lists: what to ask first, what to unlock, whom to recruit next.

    `unlock` and `recruit_next` each start from today's homes and the funnel as it runs; in each, an action counts what
    it adds to those before it. `ask_first` counts beside homes of which every fact is known. short: children without a
    home in the area in an average month before anything is done, `short_after` after everything in both lists.
    """

    as_at: dt.date
    homes_as_at: dt.date
    months: tuple[dt.date, ...]
    short: dict[str, float]
    short_after: dict[str, float]
    returning: int
    ask_first: tuple[Action, ...]
    unlock: tuple[Action, ...]
    recruit_next: tuple[Action, ...]
    considered: int
    lead: Lead
    area: str
    notes: tuple[str, ...]
    replicates: int
    seed: int
    version: str
    seconds: float

    def as_json(self) -> dict[str, object]:
        """The document that commands, programs and pages give out; `seconds` stands outside any comparison of bytes."""
        told: dict[str, object] = {
            name: getattr(self, name)
            for name in ("short", "short_after", "returning", "considered", "area", "replicates", "seed", "version")
        }
        return told | {
            "as_at": self.as_at.isoformat(),
            "homes_as_at": self.homes_as_at.isoformat(),
            "months": [month.isoformat() for month in self.months],
            **{
                name: [one.as_json() for one in getattr(self, name)] for name in ("ask_first", "unlock", "recruit_next")
            },
            "lead": {name: dict(vars(figure)) for name, figure in vars(self.lead).items()},
            "notes": list(self.notes),
            "seconds": self.seconds,
        }


def recruit(  # noqa: PLR0913 - the questions a person may ask, each by name
    records: Records,
    *,
    as_at: dt.date | None = None,
    months: int = 36,
    replicates: int = 200,
    seed: int = 1,
    threads: int | None = None,
    today: dt.date | None = None,
    returning: Sequence[Request] = (),
    prices: Prices | None = None,
    progress: Told | None = None,
) -> Recruitment:
    """Weigh every action by the children it keeps in the area, month by month, over the runs of the forecast.

    Moves out of the area prevented for children still to come count as much as returns: `returning` are searches for
    children who could come home, judged by the same rules. For a planner (SEE_SUPPLY and SEE_FORECASTS); nothing in
    the answer tells of a child. Raises Refused, NotPermitted.
    """
    began = time.perf_counter()
    asked = Asked(as_at, months, replicates, seed, threads, today)
    outlook = look_ahead(records, asked, progress)
    book = prices or price_book_for_forecast(records)
    found = _weighed(outlook, Towns(outlook, returning, threads), Weeks(book, outlook.world.today), asked, progress)
    return replace(found, seconds=round(time.perf_counter() - began, 3))


def _weighed(outlook: Outlook, towns: Towns, weeks: Weeks, asked: Asked, told: Told | None) -> Recruitment:
    lead, unlock = outlook.funnel.lead, Unlock(outlook, weeks, published_supports())
    to_unlock, to_ask = list(unlock.candidates()), list(unlock.to_ask())
    households = list(candidates(outlook, weeks, first_month(lead)))
    solved = towns.solved()
    before = solved.short
    unlocked = ranked(solved, to_unlock, MOST, told)
    found = recruited(towns.solved(), households, MOST)
    for action in found:
        solved.make(action.candidate.change)
    return Recruitment(
        as_at=outlook.calendar.as_at,
        homes_as_at=outlook.world.today,
        months=tuple(outlook.month_ends),
        short=range_of(before.mean(axis=1)),
        short_after=range_of(solved.short.mean(axis=1)),
        returning=len(towns.returning),
        ask_first=ranked(towns.solved(sure=True), to_ask, MOST, told),
        unlock=unlocked,
        recruit_next=found,
        considered=len(to_unlock) + len(to_ask) + len(households),
        lead=lead,
        area=outlook.world.la_names.get(outlook.world.authority, outlook.world.authority),
        notes=outlook.notes,
        replicates=asked.replicates,
        seed=asked.seed,
        version=f"homeward {metadata.version('homeward')}",
        seconds=0.0,
    )


class Towns:
    """The homes of the area and after them every household that could be found, with all who need a home."""

    def __init__(self, outlook: Outlook, returning: Sequence[Request], threads: int | None) -> None:
        self._threads = threads
        self.returning = tuple(returning)
        local = outlook.tier == LOCAL
        new = [home.facts(outlook.bench) for home in new_households()]
        everybody = outlook.bench.lawful(outlook.requests, new).able
        able = np.concatenate([outlook.lawful.able[:, local], everybody], axis=1)
        homes = [home for home, here in zip(outlook.homes, local, strict=True) if here]
        coming_home = outlook.bench.lawful(self.returning, [*homes, *new]).able
        self._able: Able = np.concatenate([able, coming_home])
        room = outlook.room[:, local]
        self._room: Ints = np.concatenate([room, np.zeros((len(room), len(new), room.shape[2]), np.int64)], axis=1)
        kinds = range(len(outlook.requests), len(outlook.requests) + len(self.returning))
        self._demand: Demand = with_returning(outlook.demand, tuple(kinds))

    def solved(self, *, sure: bool = False) -> Solved:
        """The towns with nothing done yet; `sure`: with no home of which a fact is missing."""
        able = np.where(self._able == Answer.YES, self._able, 0).astype(np.int8) if sure else self._able
        return Solved(self._demand, self._room, able, threads=self._threads)
