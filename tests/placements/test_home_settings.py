"""Every kind of home is planned and priced in one setting."""

from __future__ import annotations

from placements.home_settings import SETTING_OF_HOME
from placements.models.home import HomeKind


def test_every_kind_of_home_has_a_setting() -> None:
    assert set(SETTING_OF_HOME) == set(HomeKind)
