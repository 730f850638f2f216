"""Everything a question about sufficiency rests on: homes, the rules' answers, and simulated children and places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.calendar import Calendar, calendar_of
from forecasting.estimate import estimate
from forecasting.funnel import Funnel, funnel_from
from forecasting.funnel_ahead import places_ahead
from forecasting.history import History
from forecasting.scenario import BASE, Scenario
from forecasting.service import back_test_of, history_from, spread_of
from forecasting.simulate import Model
from forecasting.states import SETTINGS, Ints
from forecasting.staying import FOSTERED, stayers_of
from forecasting.sufficing.bands import Bands, bands_of
from forecasting.sufficing.children import Children, children_ahead
from forecasting.sufficing.demand import Demand, demand_of
from forecasting.sufficing.gap import FAR, LOCAL, NEAR
from forecasting.sufficing.households import changes_ahead
from forecasting.sufficing.kinds import HOMES_OF, requests_ahead
from forecasting.sufficing.lawful import Bench, Lawful
from forecasting.sufficing.profiles import published_profiles
from forecasting.sufficing.room import Changes, HomeToCome, room_ahead, staying_put, still_there, to_come
from matching.home_facts import HomeFacts
from matching.policy import published_policy
from matching.residents import where_they_live
from matching.situation import Request
from matching.snapshot import World, day_of, snapshot
from placements.codes import Setting
from placements.geography import Locality
from placements.indicators.need_band import need_band
from placements.models.home import HomeKind
from placements.permissions import Permission
from placements.repository.homes import homes_with_facts
from placements.repository.occupancies import occupancies_from, residences_from
from placements.repository.planning import recorded_needs
from placements.repository.records import Records, to_count

Told = Callable[[str], None]
_TIER = {Locality.IN_AREA: LOCAL, Locality.NEIGHBOURING: NEAR}


@dataclass(frozen=True, eq=False)
class Outlook:
    """Simulated children and places over the months to come, and who could live where.

    homes (those of settings in `PLANNED`), with `to_come` for each; `lawful` of `requests` (one a kind) in them; tier
    [home] LOCAL, NEAR or FAR; room [run, home, month]; changes by the funnel; month_ends; notes say what is missing.
    """

    world: World
    bench: Bench
    calendar: Calendar
    requests: tuple[Request, ...]
    homes: tuple[HomeFacts, ...]
    to_come: tuple[HomeToCome, ...]
    lawful: Lawful
    tier: Ints
    demand: Demand
    room: Ints
    changes: Changes
    funnel: Funnel
    bands: Bands
    seed: int
    notes: tuple[str, ...]

    @property
    def local_homes(self) -> int:
        """How many homes lie in the area."""
        return int((self.tier == LOCAL).sum())

    @property
    def month_ends(self) -> list[dt.date]:
        """The last days of the months answered."""
        return self.calendar.month_ends


@dataclass(frozen=True)
class Asked:
    """What a person may ask, as of a forecast: `today` is the day of the homes, the present day unless given."""

    as_at: dt.date | None = None
    months: int = 36
    replicates: int = 200
    seed: int = 1
    threads: int | None = None
    today: dt.date | None = None
    scenario: Scenario = BASE


def look_ahead(records: Records, asked: Asked | None = None, told: Told | None = None) -> Outlook:
    """Read the record once, simulate children and places together, and ask the rules. Raises Refused, NotPermitted.

    Of the record only counts go on from here: nothing in the answers made of it tells of a child.
    """
    records.viewer.must(Permission.SEE_FORECASTS)
    asked, counting = asked or Asked(), to_count(records)
    people = _people(records, asked, told)
    world = snapshot(counting, [], asked.today or day_of(counting))
    homes = tuple(home for home in world.homes if home.kind in HOMES_OF.values())
    policy, funnel = published_policy(), funnel_from(records, world.today)
    stale = world.today - dt.timedelta(days=policy.vacancy_stale_after_days)
    coming = tuple(to_come(home, world, stale) for home in homes)
    lives_at = _homes_of(counting, people.stock, homes, world.today)
    changes = _changes(funnel, homes, coming, world, people.calendar, asked)
    taken = still_there(people.children, lives_at, len(homes)) + _grown_up(people, lives_at, homes, asked)
    bands = bands_of(people.model.stock, people.stock, _bands(counting))
    _tell(told, "asking the rules who could live where")
    bench, requests = Bench(world, policy, published_profiles()), requests_ahead(world)
    ends = people.calendar.month_ends
    return Outlook(
        world=world,
        bench=bench,
        calendar=people.calendar,
        requests=requests,
        homes=homes,
        to_come=coming,
        lawful=bench.lawful(requests, homes),
        tier=np.array([_tier(home, world) for home in homes], dtype=np.int64),
        demand=demand_of(people.children, bands, lives_at, changes.gone, ends),
        room=room_ahead(coming, taken, changes, ends),
        changes=changes,
        funnel=funnel,
        bands=bands,
        seed=asked.seed,
        notes=_notes(people.history, world, homes, bands, funnel),
    )


@dataclass(frozen=True, eq=False)
class _People:
    """The forecast's children: `stock` gives the ids of those in care at the cut, in the model's order."""

    history: History
    calendar: Calendar
    model: Model
    children: Children
    stock: Sequence[int]


def _people(records: Records, asked: Asked, told: Told | None) -> _People:
    history = history_from(records, asked.as_at)
    calendar = calendar_of(history.cut, asked.as_at or history.cut - dt.timedelta(days=1), asked.months)
    spread = spread_of(back_test_of(records, history))
    model = estimate(history, calendar, asked.replicates, asked.seed, spread=spread)
    levers = asked.scenario.levers_for(calendar)
    children = children_ahead(model, calendar, levers, asked.seed, threads=asked.threads, told=told)
    return _People(history, calendar, model, children, history.stock.sort_values("child")["child"].tolist())


def _changes(
    funnel: Funnel,
    homes: Sequence[HomeFacts],
    coming: Sequence[HomeToCome],
    world: World,
    calendar: Calendar,
    asked: Asked,
) -> Changes:
    """Households that come and go in each run, by the funnel."""
    ahead = places_ahead(funnel, calendar.month_starts[0], asked.months, asked.replicates, asked.seed)
    approved = np.array([one.approved for one in coming], dtype=np.int64)
    return changes_ahead(ahead, homes, approved, world.authority, asked.seed)


def _tell(told: Told | None, words: str) -> None:
    if told:
        told(words)


def _bands(counting: Records) -> Mapping[int, int]:
    needs = recorded_needs(counting)
    return {child: band for child, of_child in needs.items() if (band := need_band(of_child)) is not None}


def _homes_of(counting: Records, child_ids: Sequence[int], homes: Sequence[HomeFacts], today: dt.date) -> Ints:
    """[child] the home (position) in which each child in care lives today, -1 where it is none of these."""
    taken, living = occupancies_from(counting, today), residences_from(counting, today)
    where = where_they_live(taken, living, homes_with_facts(counting), today)
    position = {home.ref: at for at, home in enumerate(homes)}
    return np.array([position.get(where.get(int(child), ""), -1) for child in child_ids], dtype=np.int64)


def _tier(home: HomeFacts, world: World) -> int:
    if home.la_code is None:
        return FAR
    return _TIER.get(world.neighbours.locality(world.authority, home.la_code), FAR)


def _grown_up(people: _People, lives_at: Ints, homes: Sequence[HomeFacts], asked: Asked) -> Ints:
    """[run, home, month] young adults who stay with their foster carers."""
    shares = stayers_of(people.history, asked.replicates, asked.seed).shares
    fostering = np.append([home.kind is HomeKind.FOSTERING for home in homes], False)
    mainstream = FOSTERED.tolist().index(SETTINGS.index(Setting.MAINSTREAM_FOSTERING))
    with_carers = np.where(fostering[lives_at], lives_at, -1)
    return staying_put(people.children, with_carers, shares[:, mainstream], people.calendar.month_ends, len(homes))


def _notes(history: History, world: World, homes: Sequence[HomeFacts], bands: Bands, funnel: Funnel) -> tuple[str, ...]:
    """What is missing and where to load it; what stands in for it."""
    notes = [*history.notes]
    if not homes:
        notes.append("No home is known: load them with `homeward import carers` and `homeward import homes`.")
    elif not any(home.residents for home in homes):
        notes.append(
            "Nobody is known to live in any of these homes, so every place counts as free from the start: load who "
            "lives where with `homeward import position`."
        )
    if not bands.recorded:
        notes.append(
            "No child's needs are recorded far enough to band them: need bands are assumed by setting. Load them with "
            "`homeward import children`."
        )
    days = (world.today - history.cut).days
    if days > _OLD:
        notes.append(
            f"The newest return ends {days} days before the day of the homes: children who came since then are stood "
            "for by simulated ones."
        )
    if providers := len(world.providers):
        notes.append(
            f"{providers} agencies and other providers are not counted: nobody knows what they have free until they "
            "answer a search. A gap here is a gap in the homes that are known."
        )
    return (*notes, *funnel.notes)


_OLD = 31
