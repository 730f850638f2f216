"""A tiny invented town: episodes, children in care and rates made by hand, for tests of the forecast."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from forecasting.calendar import Calendar, calendar_of
from forecasting.history import History, history_of
from forecasting.person import PERSON
from forecasting.scenario import BASE, Scenario
from forecasting.simulate import Model, simulate
from forecasting.simulated import Simulated
from forecasting.states import PLACES, PROVIDERS, SETTINGS, Floats
from forecasting.tables import ARRIVING, RATES, Records
from placements.codes import CollectionYear, Setting, age_on, birthday
from placements.models.contract import PriceComponent, PriceLine, PriceUnit, ProviderKind

YORK, NEXT_DOOR, FAR = "E06000014", "E06000065", "E08000035"
CUT = dt.date(2026, 4, 1)
LAST_DAY = dt.date(2026, 3, 31)
A_YEAR = 365.25
EPOCH = dt.date(1970, 1, 1)
_DAYS = ("dob", "decom", "dec", "duc")
_BLANK: dict[str, Any] = {
    "ref": "",
    "sex": "F",
    "ethnicity": "WBRI",
    "rne": "S",
    "ls": "C2",
    "cin": "N1",
    "place": "U6",
    "place_provider": "PR1",
    "rec": "",
    "reason_place_change": "",
    "home_post": "",
    "pl_post": "YO1 1AA",
    "urn": "",
    "pl_la": YORK,
    "pl_location": "IN",
    "pl_distance": 3.0,
    "uasc": False,
    "duc": None,
}


def episode(child: int, dob: str, decom: str, dec: str | None = None, **facts: Any) -> dict[str, Any]:
    """One row of the episodes frame: an open one unless it ends; an end without a reason is a move (X1)."""
    ends = {"rec": "" if dec is None else "X1"}
    return {**_BLANK, **ends, "child": child, "dob": dob, "decom": decom, "dec": dec, **facts}


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """The episodes frame, as the record gives it."""
    episodes = pd.DataFrame(list(rows), columns=["child", "dob", "decom", "dec", *_BLANK])
    for name in _DAYS:
        episodes[name] = pd.to_datetime(episodes[name]).astype("datetime64[s]")
    return episodes.astype({"uasc": bool}).sort_values(["child", "decom"], ignore_index=True)


def years(first: int, last: int) -> list[CollectionYear]:
    """The collection years that start in these years, both included."""
    return [CollectionYear(year) for year in range(first, last + 1)]


def locate(locations: np.ndarray, las: np.ndarray) -> np.ndarray:
    """In area, next door, further or unknown, seen from York."""
    outside = np.where(las == NEXT_DOOR, "neighbouring", "further")
    return np.where(locations == "IN", "in_area", np.where(las == "", "unknown", outside))


def history(*rows: dict[str, Any], first: int = 2024, last: int = 2025) -> History:
    """The history of these episodes, with returns for the collection years that start in `first` to `last`."""
    return history_of(frame(*rows), years(first, last), locate)


# --- models made by hand ----------------------------------------------------------------------------------------------


def position(setting: Setting) -> int:
    return SETTINGS.index(setting)


def rates(leaving: float = 0.4, moving: float = 0.6, back: float = 0.0) -> Records:
    """One draw in which every child leaves and moves at these rates a year, from any setting to any."""
    drawn = np.zeros(1, RATES)
    drawn["leaving"] = leaving / drawn["leaving"].shape[-1] / A_YEAR
    drawn["moving"] = moving / A_YEAR
    drawn["back"] = back / A_YEAR
    drawn["settings"] = drawn["places"] = 1.0
    drawn["providers"][..., :2] = 1.0
    drawn["sizes"][:, 0] = 1.0
    drawn["only"] = drawn["youngest"] = drawn["gaps"] = 1.0
    drawn["unaccompanied"][:, 12 * 15 :] = 1.0
    return drawn


def always(drawn: Records, setting: Setting) -> Records:
    """The same, with everybody who arrives starting in one setting."""
    drawn["settings"][:, ARRIVING] = 0.0
    drawn["settings"][:, ARRIVING, :, position(setting)] = 1.0
    return drawn


def in_care(*dobs: str, setting: Setting = Setting.MAINSTREAM_FOSTERING, since: str = "2025-01-01") -> Records:
    """Children in care at the cut, each in care and in one home since a day."""
    people = np.zeros(len(dobs), PERSON)
    for person, text in zip(people, dobs, strict=True):
        dob = dt.date.fromisoformat(text)
        age = age_on(dob, LAST_DAY)
        person["born"] = (dob - EPOCH).days
        person["age"], person["birthday"] = age, (birthday(dob, age + 1) - CUT).days
    people["care_start"] = people["home_start"] = (dt.date.fromisoformat(since) - CUT).days
    people["setting"] = position(setting)
    people["provider"], people["place"], people["siblings"] = PROVIDERS.index("own"), PLACES.index("in_area"), 1
    return people


def months(number: int = 12) -> Calendar:
    return calendar_of(CUT, LAST_DAY, number)


def model(
    drawn: Records,
    stock: Records | None = None,
    *,
    runs: int = 200,
    calendar: Calendar | None = None,
    families: float = 0.0,
    unaccompanied: float = 0.0,
    leavers: Records | None = None,
) -> Model:
    """A model of these rates and children, with so many arrivals a year."""
    shape = (runs, len((calendar or months()).lengths))
    nobody = np.zeros(0, PERSON)
    return Model(
        rates=drawn,
        families=np.full(shape, families / A_YEAR),
        unaccompanied=np.full(shape, unaccompanied / A_YEAR),
        leaving=np.ones(shape),
        stock=nobody if stock is None else stock,
        leavers=nobody if leavers is None else leavers,
    )


def run(
    made: Model,
    calendar: Calendar | None = None,
    scenario: Scenario = BASE,
    *,
    seed: int = 1,
    threads: int | None = 1,
    looks: Floats | None = None,
) -> Simulated:
    """Simulate, on one thread unless told otherwise."""
    calendar = calendar or months()
    return simulate(made, calendar, scenario.levers_for(calendar), seed, threads=threads, looks=looks)


def line(ref: str, setting: Setting, weekly_pence: int, kind: ProviderKind | None = None, **more: object) -> PriceLine:
    """A weekly price for each child, from 2020 on."""
    facts: dict[str, object] = {"starts_on": dt.date(2020, 4, 1), "as_of": dt.date(2020, 4, 1), "source": "invented"}
    facts |= {"component": PriceComponent.BASE, "unit": PriceUnit.CHILD_WEEK}
    return PriceLine(
        ref=ref,
        setting=setting.value,
        amount_pence=weekly_pence,
        provider_kind=kind,
        **(facts | more),  # type: ignore[arg-type]
    )
