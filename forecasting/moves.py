"""Where children live next: how often they move, and to which setting, provider and place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting import national
from forecasting.exposure import DAYS_A_YEAR, Exposure, group_on
from forecasting.history import History
from forecasting.pooling import Factor, draw_rates, draw_shares, pooled_shares
from forecasting.states import AGE_GROUPS, PLACES, PROVIDERS, SETTINGS, YOUNGEST, Floats, Ints
from forecasting.tables import ARRIVING, NEWLY, Records

_GROUP, _SETTING, _HOME = range(3)
_OLDEST_OF_GROUP = np.array([0, 4, 9, 15, 17, 17])


def draw_moving(exposure: Exposure, rates: Records, rng: np.random.Generator) -> None:
    """Fill the draws of moving, a day: to another carer, or to another setting with the same one."""
    factors = [
        Factor((), np.array(national.moving_a_year())),
        Factor((_GROUP,), national.moving_by_group()),
        Factor((_SETTING,), national.moving_by_setting()),
        Factor((_HOME,), national.moving_by_home_days()),
    ]
    rates["moving"] = draw_rates(exposure.moved, exposure.moving, factors, len(rates), rng) / DAYS_A_YEAR


def draw_destinations(history: History, rates: Records, rng: np.random.Generator) -> None:
    """Fill the draws of settings, providers and places, first and next.

    A setting depends on the one before (or on arriving) and the age group, each leaning on what it would be by either
    alone; a provider on the setting and, within a setting, on the provider before; a place on setting and provider. A
    setting impossible at every age of a group has no share.
    """
    steps = _steps(history)
    counts = _count(steps, ["origin", "group", "setting"], (len(SETTINGS) + 1, len(AGE_GROUPS), len(SETTINGS)))
    possible = (_OLDEST_OF_GROUP[:, None] >= YOUNGEST).astype(np.float64)
    rates["settings"] = draw_shares(counts * possible, _wider_settings(counts) * possible, len(rates), rng)
    chosen = _count(steps, ["setting", "before", "provider"], (len(SETTINGS), len(PROVIDERS) + 1, len(PROVIDERS)))
    by_setting = pooled_shares(chosen.sum(axis=1), national.providers_by_setting())
    rates["providers"] = draw_shares(chosen, by_setting[:, None, :], len(rates), rng)
    placed = _count(steps, ["setting", "provider", "place"], (len(SETTINGS), len(PROVIDERS), len(PLACES)))
    rates["places"] = draw_shares(placed, _wider_places(placed), len(rates), rng)


def _steps(history: History) -> pd.DataFrame:
    """Every first home and every move seen, with where it led: origin, group, setting, before, provider, place."""
    spells = history.spells
    begun = (spells["start"] >= np.datetime64(history.first)).to_numpy()
    continued = np.roll(spells["moved"].to_numpy(), 1)
    origin = np.where(continued, np.roll(spells["setting"].to_numpy(), 1), ARRIVING)
    stays = origin == spells["setting"].to_numpy()
    steps = pd.DataFrame(
        {
            "origin": origin,
            "group": group_on(spells, spells["start"].to_numpy()),
            "setting": spells["setting"].to_numpy(),
            "before": np.where(stays, np.roll(spells["provider"].to_numpy(), 1), NEWLY),
            "provider": spells["provider"].to_numpy(),
            "place": spells["place"].to_numpy(),
        }
    )
    return steps[begun]


def _count(steps: pd.DataFrame, axes: list[str], shape: tuple[int, ...]) -> Floats:
    cell: Ints = np.ravel_multi_index(tuple(steps[axis].to_numpy() for axis in axes), shape)
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)


def _wider_settings(counts: Floats) -> Floats:
    """[origin, group, setting] what origin and group each say alone, put together as if they acted apart."""
    starting = np.append(np.tile(national.next_settings(), (len(SETTINGS), 1)), [national.first_settings()], axis=0)
    by_origin = pooled_shares(counts.sum(axis=1), starting)
    moved = pooled_shares(counts[:ARRIVING].sum(axis=0), national.next_settings())
    arrived = pooled_shares(counts[ARRIVING], national.first_settings())
    all_moved = pooled_shares(counts[:ARRIVING].sum(axis=(0, 1)), national.next_settings())
    all_arrived = pooled_shares(counts[ARRIVING].sum(axis=0), national.first_settings())
    by_group = np.append(np.tile(moved / all_moved, (len(SETTINGS), 1, 1)), [arrived / all_arrived], axis=0)
    together = by_origin[:, None, :] * by_group
    wider: Floats = together / together.sum(axis=-1, keepdims=True)
    return wider


def _wider_places(placed: Floats) -> Floats:
    """[setting, provider, place] as the setting is placed here, with what England's providers differ by within it."""
    england = national.places_by_setting_and_provider()
    of_setting = (national.providers_by_setting()[:, :, None] * england).sum(axis=1)
    here = pooled_shares(placed.sum(axis=1), of_setting)
    together = england * (here / of_setting)[:, None, :]
    wider: Floats = together / together.sum(axis=-1, keepdims=True)
    return wider
