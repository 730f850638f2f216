"""Gathering the board's picture from the record, as the house itself: what leaves is judged table by table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from api.board.gathered import YEARS, Gathered, Households, Other, Places, Savings, Spent, Year
from api.figures import forecast_for
from api.house import HOUSE, House
from placements.errors import HomewardError, Refused
from placements.indicators.service import distance_by_age
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind
from placements.repository.audit import data_version
from placements.repository.episodes import episodes, returns_held
from placements.repository.records import Records, records_for
from placements.repository.recruitment import households_joined, households_left
from placements.repository.reference import installation_setting, responsible_authority
from placements.repository.releases import figures_of_others

Answer = TypeVar("Answer")
OWN_PROVIDERS = frozenset({"PR0", "PR1"})
BUDGET_RUNS = 200


def gathered(house: House) -> Gathered:
    """Everything the picture needs, worked out once for a state of the data. Raises Refused where no return is held."""
    with records_for(house.engine, HOUSE) as records:
        version = data_version(records)
    return house.answers.kept("board", version, lambda: _gathered(house))


def _gathered(house: House) -> Gathered:
    because: dict[str, str] = {}
    with records_for(house.engine, HOUSE) as records:
        years = _years(records)
        authority = responsible_authority(records).name
        demonstration = installation_setting(records, "demonstration") == "yes"
        spent = _had("money", because, lambda: _spent(records))
        places = _had("carers", because, lambda: _places(records))
        savings = _had("savings", because, lambda: _savings(records))
        households = _households(records, years[-1].on)
        ages = distance_by_age(records)
        others = tuple(
            Other(one.name, one.indicator, one.year, one.percent, one.source) for one in figures_of_others(records)
        )
    forecast = _had("forecast", because, lambda: forecast_for(house, HOUSE))
    return Gathered(
        authority, demonstration, years, forecast, spent, places, savings, households, ages, others, because
    )


def _years(records: Records) -> tuple[Year, ...]:
    from placements.indicators.service import indicators

    held = returns_held(records)[-YEARS:]
    if not held:
        raise Refused("No return is held.", do_next="Load one with `homeward import ssda903`.")
    return tuple(Year.of(year.end, indicators(records, year.end)) for year in held)


def _had(what: str, because: dict[str, str], work_out: Callable[[], Answer]) -> Answer | None:
    """An answer, or None with the reason kept where what is loaded cannot give it."""
    try:
        return work_out()
    except HomewardError as refusal:
        because[what] = f"{refusal.what} {refusal.do_next}"
        return None


def _spent(records: Records) -> Spent | None:
    """The financial year as the budget has it, and what each provider gets in a week now."""
    from forecasting.outturn import budget_year

    found = budget_year(records, replicates=BUDGET_RUNS)
    expected = found.total.expected
    weekly = {one.child: one.weekly for one in found.commitments if one.child is not None}
    shared = sum(one.weekly for one in found.commitments if one.child is None)
    by_provider: Counter[str] = Counter()
    frame = episodes(records)
    last = frame[frame["dec"].isna()].drop_duplicates("child", keep="last")
    for child, provider, urn in zip(last["child"], last["place_provider"], last["urn"], strict=True):
        by_provider["" if provider in OWN_PROVIDERS else str(urn)] += weekly.get(int(child), 0)
    own = by_provider.pop("", 0) + shared
    return Spent(
        year=f"{found.year}/{(found.year + 1) % 100:02}",
        budget=found.total.budget,
        middle=round(expected["p50"]),
        low=round(expected["p10"]),
        high=round(expected["p90"]),
        over=found.total.over,
        children=len(weekly),
        own_weekly=own,
        paid_weekly=tuple(by_provider.values()),
    )


def _places(records: Records) -> Places | None:
    """Places with the authority's own fostering and kinship households."""
    from forecasting.supply import supply

    found = supply(records)
    own = [one for one, _ in found.homes if one.kind is HomeKind.FOSTERING and one.provider_kind == ProviderKind.OWN]
    if not own:
        return None
    return Places(
        found.on,
        filled=sum(one.filled for one in own),
        free=sum(one.vacant for one in own),
        not_available=sum(sum(one.not_available.values()) for one in own),
    )


def _households(records: Records, on: dt.date) -> Households | None:
    """Who began and who stopped fostering in the year to a day; None where neither was ever recorded."""
    until = on + dt.timedelta(days=1)
    year = until.replace(year=until.year - 1), until
    joined, left = households_joined(records, *year), households_left(records, *year)
    if not joined and not left:
        return None
    return Households(on, *({str(kind): many for kind, many in counted.items()} for counted in (joined, left)))


def _savings(records: Records) -> Savings | None:
    """The three columns of those whom the plan brings home, and what each provider would no longer get."""
    from api.shapes.bringing_home import bring_home_shape
    from forecasting.bring_home import bring_home

    found = bring_home(records)
    totals = bring_home_shape(found, sees_needs=False).totals
    if totals.savings is None:
        return None
    frame = episodes(records)
    urns = dict(zip(frame["ref"], frame["urn"], strict=True))
    lost: Counter[str] = Counter()
    for child in found.coming:
        if child.saved is not None:
            lost[str(urns.get(child.away.ref, ""))] += max(child.saved.gross_a_year or 0, 0)
    columns = {name: amount.pence for name, amount in totals.savings.items()}
    return Savings(len(found.coming), tuple(lost.values()), columns)
