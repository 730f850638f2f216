"""Where a child goes, on arriving and on moving: a setting, a provider and a place, in compiled code."""

from __future__ import annotations

import numpy as np

from forecasting.choosing import pick, pick_among
from forecasting.compiled import compiled
from forecasting.person import Person, group_of
from forecasting.run import Run
from forecasting.states import Floats
from forecasting.sums import STAGE
from forecasting.tables import NEWLY


@compiled
def settle(person: Person, origin: int | np.int64, run: Run) -> None:
    """Give the child a setting possible at this age, a provider and a place, at the moment and month of the child."""
    levers, month = run.levers, person.month
    setting = _setting(person, origin, run)
    before = person.provider if setting == origin else NEWLY
    if levers.chooses[month, setting]:
        of_provider, of_place = levers.providers[month, setting], levers.places[month, setting]
        person.provider = pick_among(run.sums.providers[setting, before], of_provider, person)
        person.place = pick_among(run.sums.places[setting, person.provider], of_place, person)
    else:
        person.provider = pick(run.sums.providers[setting, before], person)
        person.place = pick(run.sums.places[setting, person.provider], person)
    person.setting, person.home_start, person.group = setting, person.now, group_of(person)


@compiled
def _setting(person: Person, origin: int | np.int64, run: Run) -> int:
    upto = settings_upto(person, origin, run)
    if run.levers.steers[person.month, origin]:
        return pick_among(upto, run.levers.towards[person.month, origin], person)
    return pick(upto, person)


@compiled
def settings_upto(person: Person, origin: int | np.int64, run: Run) -> Floats:
    """The shares of the settings possible at this age, added up, for one who comes from `origin`."""
    upto: Floats = run.sums.settings[origin, STAGE[person.uasc, person.age]]
    return upto
