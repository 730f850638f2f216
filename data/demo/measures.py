"""The figures of the calibration table, by name, from the files of one authority."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from data.demo.measured import Returns, shares, start_years
from data.demo.span import FEWEST_YEARS_FOR_A_SURGE
from placements.codes import Setting, ages_on
from placements.geography import FAR_MILES, PL_DISTANCE_UNKNOWN

Figures = dict[str, float]

_AGE_EDGES, _AGES = [0, 1, 5, 10, 16, 18], ["under 1", "1-4", "5-9", "10-15", "16+"]
_SETTINGS = {
    "fostering": [Setting.KINSHIP_FOSTERING, Setting.MAINSTREAM_FOSTERING],
    "home": [Setting.CHILDRENS_HOME, Setting.SECURE],
    "supported": [Setting.SUPPORTED],
    "parents": [Setting.WITH_PARENTS],
    "adoption": [Setting.ADOPTION],
    "other": [Setting.OTHER, Setting.OTHER_RESIDENTIAL, Setting.RESIDENTIAL_SCHOOL, Setting.CUSTODY],
}
_RENAMED = {"H5": "K3", "Z11": "Z1", "Z14": "Z1"}
_GROUPS = ("2", "3", "4 and more")
_FROM_16, _MANY_MOVES = 16, 3
_LEGAL = {"section 20": ["V2"], "interim order": ["C1"], "protection and other": ["L1", "L2", "L3", "J1", "C2", "E1"]}
_REASONS = {
    "care plan": ["CARPL"],
    "carer, other": ["CREQO"],
    "carer, behaviour": ["CREQB"],
    "status only": ["PLACE"],
    "other": ["OTHER"],
    "rest": ["ALLEG", "STAND", "APPRR", "CUSTOD", "CHILD", "LAREQ", "CLOSE"],
}
_ROUTES = {
    "home, planned": ["E4A"],
    "home, unplanned": ["E4B"],
    "guardianship": ["E45", "E46", "E47", "E48"],
    "adopted": ["E11", "E12"],
    "18, stayed with carers": ["E17"],
    "independent, supported": ["E5"],
    "independent, unsupported": ["E6"],
    "arrangements order": ["E41"],
    "other authority": ["E3"],
    "to others": ["E13"],
    "other": ["E2", "E7", "E8", "E9", "E14", "E15", "E16"],
}
_LENGTHS = {"< 2 wk": 14, "2-8 wk": 56, "8 wk-6 m": 182, "6-12 m": 365, "1-2 y": 730, "2-3 y": 1096, "3-5 y": 1826,
            "5-10 y": 3652, "10+ y": 10**6}  # fmt: skip


def measures(told: Returns) -> Figures:
    """Every figure that the returns of a folder show, by the names the targets use."""
    parts: tuple[Callable[[Returns], Figures], ...] = (
        _flow, _arrival, _first_home, _stock, _where, _moves, _lengths, _leaving,
    )  # fmt: skip
    return {name: figure for part in parts for name, figure in part(told).items()}


def _flow(told: Returns) -> Figures:
    by_year = start_years(told.starts["DECOM"]).value_counts().reindex(told.years, fill_value=0)
    calm = by_year.sort_values().iloc[: -1 if len(by_year) >= FEWEST_YEARS_FOR_A_SURGE else None]
    exits = start_years(told.exits["DEC"]).value_counts().reindex(told.years, fill_value=0)
    stock, flow = len(told.stock), (by_year.mean() + exits.mean()) / 2
    return {
        "stock": stock,
        "years": len(told.years),
        "starts a calm year": float(calm.mean()),
        "variance of starts over their mean": float(calm.var() / calm.mean()),
        "starts in the surge year": float(by_year.max()),
        "exits a year": float(exits.mean()),
        "mean stay, stock over flow": 365.25 * stock / flow if flow else float("nan"),
    }


def _arrival(told: Returns) -> Figures:
    starts = told.starts
    ages = pd.cut(starts["age"], _AGE_EDGES, labels=_AGES, right=False).astype(str)
    at_home = starts[starts["HOME_POST"] != ""]
    sizes = at_home.groupby(["HOME_POST", "DECOM"])["CHILD"].transform("size")
    groups = at_home[sizes > 1].groupby(["HOME_POST", "DECOM"]).size()
    return {
        **{f"starts {name}": share for name, share in shares(ages, {name: [name] for name in _AGES}).items()},
        "starts UASC": 100 * float(starts["CHILD"].isin(list(told.unaccompanied)).mean()),
        **{f"starts {name}": share for name, share in shares(starts["LS"], _LEGAL).items()},
        "starts in groups": 100 * float((sizes > 1).sum()) / len(starts),
        **{f"groups of {name}": share for name, share in shares(_sizes(groups), {n: [n] for n in _GROUPS}).items()},
        "mean size of a group": float(groups.mean()),
    }


def _sizes(groups: pd.Series) -> pd.Series:
    """The size of each group in words of the table."""
    return groups.clip(upper=len(_GROUPS) + 1).map(dict(enumerate(_GROUPS, start=2)))


def _first_home(told: Returns) -> Figures:
    first = told.new_placements[told.new_placements["RNE"] == "S"]
    mainstream = first["setting"] == Setting.MAINSTREAM_FOSTERING
    own = mainstream & (first["PLACE_PROVIDER"] == "PR1")
    settings = shares(first["setting"], {name: list(map(str, _SETTINGS[name])) for name in _SETTINGS})
    return {
        "first kinship": 100 * float((first["setting"] == Setting.KINSHIP_FOSTERING).mean()),
        "first own fostering": 100 * float(own.mean()),
        "first IFA": 100 * float((mainstream & ~own).mean()),
        **{f"first {name}": settings[name] for name in ("home", "supported", "parents")},
        "first other": settings["other"] + settings["adoption"],
    }


def _stock(told: Returns) -> Figures:
    runs = told.placements
    of_child = told.stock.assign(setting=told.stock["placement"].map(runs["setting"]))
    provider = told.stock["placement"].map(runs["PLACE_PROVIDER"])
    mix = shares(of_child["setting"], {name: list(map(str, codes)) for name, codes in _SETTINGS.items()})
    groups = {"own": ["PR1"], "private": ["PR4"], "voluntary": ["PR5"], "parents": ["PR0"], "other": ["PR2", "PR3", ""]}
    ages = pd.Series(ages_on(of_child["born"].to_numpy(), told.census.to_datetime64()))
    bands = pd.cut(ages, _AGE_EDGES, labels=_AGES, right=False).astype(str)
    return {
        **{f"stock {name}": mix[name] for name in ("fostering", "parents", "home", "supported")},
        "stock adoption and other": mix["adoption"] + mix["other"],
        **{f"provider {name}": share for name, share in shares(provider, groups).items()},
        **{f"stock {name}": share for name, share in shares(bands, {name: [name] for name in _AGES}).items()},
        "stock UASC": 100 * float(of_child["CHILD"].isin(list(told.unaccompanied)).mean()),
        "stock full order": 100 * float((of_child["LS"] == "C2").mean()),
        "K3 under 16": float(((told.episodes["PLACE"] == "K3") & (_age_at_start(told) < _FROM_16)).sum()),
    }


def _age_at_start(told: Returns) -> pd.Series:
    episodes = told.episodes
    return pd.Series(ages_on(episodes["born"].to_numpy(), episodes["DECOM"].to_numpy()), index=episodes.index)


def _where(told: Returns) -> Figures:
    stock, begun = told.stock, told.new_placements
    near_and_in = (begun["where"] == "IN") & (begun["miles"] <= FAR_MILES)
    return {
        "in area": 100 * float((stock["where"] == "IN").mean()),
        "outside": 100 * float((stock["where"] == "OUT").mean()),
        "over 20 miles outside": 100 * float((stock["far"] & (stock["where"] == "OUT")).mean()),
        "distance unknown": 100 * float((stock["miles"].isna() | (stock["miles"] == PL_DISTANCE_UNKNOWN)).mean()),
        "new placements a year": len(begun) / len(told.years),
        "new in area under 20 miles": 100 * float(near_and_in.mean()),
    }


def _moves(told: Returns) -> Figures:
    runs, year = told.placements, told.census - pd.Timedelta(days=364)
    reasons = told.episodes.loc[told.episodes["REASON_PLACE_CHANGE"] != "", "REASON_PLACE_CHANGE"]
    in_year = runs[(runs["DECOM"] <= told.census) & ~(runs["DEC"] <= year)]
    counts = in_year.groupby("CHILD").size().reindex(told.stock["CHILD"].unique(), fill_value=0)
    return {
        "late corrections": _corrected(told.versions),
        **{f"reason {name}": share for name, share in shares(reasons, _REASONS).items()},
        "three or more in the year": 100 * float((counts >= _MANY_MOVES).mean()),
    }


def _corrected(versions: pd.DataFrame) -> float:
    """Per cent of the episodes told again by the next return that it tells differently, new codes for old apart."""
    following = versions.shift(-1)
    again = (versions["CHILD"] == following["CHILD"]) & (versions["DECOM"] == following["DECOM"])
    place, after = versions["PLACE"].replace(_RENAMED), following["PLACE"].replace(_RENAMED)
    differs = (place != after) | (versions["PLACE_PROVIDER"] != following["PLACE_PROVIDER"])
    return 100 * float(differs[again].mean())


def _lengths(told: Returns) -> Figures:
    ended = told.placements[told.placements["DEC"].notna() & told.placements["RNE"].isin(["S", "P", "T", "B", "U"])]
    days = (ended["DEC"] - ended["DECOM"]).dt.days
    figures = {}
    for name, settings in _SETTINGS.items():
        of_kind = days[ended["setting"].isin(list(map(str, settings)))]
        figures[f"{name} placement, median days"] = float(of_kind.median())
        figures[f"{name} placement, mean days"] = float(of_kind.mean())
    return figures


def _leaving(told: Returns) -> Figures:
    """Routes of all exits; lengths of care of those of the last two years, where nearly every start is told."""
    exits = told.exits
    late = exits[exits["DEC"] > told.census - pd.Timedelta(days=730)]
    starts = told.episodes.groupby("period")[["DECOM", "RNE"]].first().loc[late["period"]]
    days = (late["DEC"].to_numpy() - starts["DECOM"].to_numpy()).astype("timedelta64[D]").astype(int)
    days = pd.Series(days).where(starts["RNE"].eq("S").to_numpy(), 10**5)
    bands = pd.cut(days, [0, *_LENGTHS.values()], labels=list(_LENGTHS), right=False).astype(str)
    return {
        **{f"left by {name}": share for name, share in shares(exits["REC"], _ROUTES).items()},
        **{f"in care {name}": share for name, share in shares(bands, {name: [name] for name in _LENGTHS}).items()},
    }
