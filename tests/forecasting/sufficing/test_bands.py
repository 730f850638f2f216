"""Need bands of children to come: learnt by setting and age, a child's own where recorded, and honest about hits."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.states import SETTINGS
from forecasting.sufficing.bands import Bands, bands_in, bands_of
from forecasting.sufficing.kinds import PLANNED
from placements.codes import Setting
from tests.forecasting.town import in_care


def learnt(recorded: dict[int, int], children: int = 40, setting: Setting = Setting.MAINSTREAM_FOSTERING) -> Bands:
    stock = in_care(*["2014-06-01"] * children, setting=setting)
    return bands_of(stock, list(range(children)), recorded)


def test_shares_add_up_and_lean_on_what_is_recorded() -> None:
    found = learnt(dict.fromkeys(range(40), 3))
    assert np.allclose(found.shares.sum(axis=-1), 1.0)
    assert found.shares[0, 3, 2] > 0.8
    assert found.shares[0, 0, 2] > found.shares[1, 0, 2]


def test_every_band_alike_is_always_hit_and_nothing_recorded_has_no_rate() -> None:
    alike = learnt(dict.fromkeys(range(40), 3))
    assert (alike.recorded, alike.asked, alike.hit_rate) == (40, 40, 1.0)
    nobody = learnt({})
    assert (nobody.recorded, nobody.asked, nobody.hit_rate) == (0, 40, None)
    assert np.allclose(nobody.shares[0, 3], [0.60, 0.25, 0.12, 0.03])


def test_children_of_other_settings_teach_nothing_here() -> None:
    assert learnt(dict.fromkeys(range(40), 4), setting=Setting.KINSHIP_FOSTERING).recorded == 0


def test_a_recorded_band_stays_with_the_child_and_others_are_drawn_by_their_luck() -> None:
    found = learnt({0: 4})
    planned, age = np.zeros((3, 2), dtype=np.int64), np.full((3, 2), 3)
    bands = bands_in(found, np.array([0, 1, -1]), planned, age, np.array([0.0, 0.0, 0.9999]))
    assert bands.tolist() == [[4, 4], [1, 1], [4, 4]]


@pytest.mark.parametrize("setting", [*PLANNED])
def test_as_many_children_are_in_each_band_as_its_share_says(setting: Setting) -> None:
    found = learnt({number: 1 + number % 4 for number in range(40)})
    luck = (np.arange(2_000) + 0.5) / 2_000
    planned = np.full((2_000, 1), PLANNED.index(setting))
    bands = bands_in(found, np.full(2_000, -1), planned, np.full((2_000, 1), 3), luck)
    shares = np.bincount(bands[:, 0], minlength=5)[1:] / 2_000
    assert np.allclose(shares, found.shares[PLANNED.index(setting), 3], atol=0.001)
    assert setting in SETTINGS
