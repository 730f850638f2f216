"""I12 to I15 on worlds that can be counted on fingers, and York's published shares."""

from __future__ import annotations

from typing import Any

import pytest

from placements.indicators.with_whom import families, in_house, placement_type, provision
from tests.placements.indicators.worlds import counted, episode, facts


def children(*places: str, **more: Any) -> list[dict[str, Any]]:
    return [episode(child, "2024-01-01", place=place, **more) for child, place in enumerate(places)]


def test_every_placement_type_is_shown_and_the_headline_is_fostering() -> None:
    row = placement_type(facts(*children("U1", "U4", "U6", "A3", "P1", "K1", "K2", "K3", "R3", "R5", "S1", "P3")))
    assert (row.numerator, row.denominator, row.value) == (3, 12, 25.0)
    assert counted(row.breakdown) == {
        "kinship_fostering": 1,
        "mainstream_fostering": 2,
        **dict.fromkeys(("adoption", "with_parents", "secure", "childrens_home", "supported"), 1),
        **dict.fromkeys(("other_residential", "custody", "residential_school", "other"), 1),
    }


def test_a_child_in_hospital_counts_in_the_home_that_is_kept() -> None:
    kept = episode(1, "2024-01-01", "2025-03-01", place="U4", place_provider="PR4")
    away = episode(1, "2025-03-01", rne="P", place="T1", place_provider="")
    world = facts(kept, away)
    assert counted(placement_type(world).breakdown) == {"mainstream_fostering": 1}
    assert counted(provision(world).breakdown) == {"agency": 1}


def test_a_child_only_ever_in_a_temporary_placement_has_no_known_home() -> None:
    row = placement_type(facts(*children("T4")))
    assert counted(row.breakdown) == {"temporary_only": 1}
    assert row.numerator == 0


def test_family_placement_is_fostering_kinship_parents_and_adoption() -> None:
    row = families(facts(*children("U2", "U5", "A6", "P1", "K2", "K3", "H5")))
    assert (row.numerator, row.denominator) == (4, 7)


@pytest.mark.parametrize(("family", "stock", "published"), [(251, 279, 90), (253, 276, 92), (222, 243, 91)])
def test_the_published_counts_of_york_give_its_family_share(family: int, stock: int, published: int) -> None:
    row = families(facts(*children(*["U4"] * family, *["K2"] * (stock - family))))
    assert row.value is not None
    assert round(row.value) == published


def test_own_provision_is_the_own_authoritys_and_a_blank_provider_is_not_stated() -> None:
    codes = ("PR0", "PR1", "PR1", "PR2", "PR3", "PR4", "PR5", "")
    row = provision(facts(*(episode(child, "2024-01-01", place_provider=code) for child, code in enumerate(codes))))
    assert (row.numerator, row.denominator, row.value) == (2, 8, 25.0)
    kinds = {"parents": 1, "own": 2, "other_authority": 1, "other_public": 1, "agency": 2, "not_stated": 1}
    assert counted(row.breakdown) == kinds


def test_the_in_house_share_leaves_kinship_out() -> None:
    row = in_house(facts(*children("U1", "U4", "U5"), episode(9, "2024-01-01", place="U6", place_provider="PR5")))
    assert (row.numerator, row.denominator) == (2, 3)


def test_where_no_provider_is_recorded_the_share_is_not_known() -> None:
    row = provision(facts(*children("U4", "K2", place_provider="")))
    assert (row.numerator, row.denominator, row.value) == (None, 2, None)
    assert row.because == "No provider is recorded for any of them."


def test_with_nobody_in_mainstream_fostering_there_is_no_share_of_it() -> None:
    assert in_house(facts(*children("K2"))).because == "Nobody was in mainstream fostering on that day."
