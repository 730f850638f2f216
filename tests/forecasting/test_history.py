"""Episodes read as spells: what is a move, what is a period of care, who came together, what the record cannot tell."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from forecasting.history import History, history_of, reconciliation, what_to_know
from forecasting.spells import EIGHTEEN
from forecasting.states import PLACES, PROVIDERS, ROUTES, SETTINGS
from placements.errors import Refused
from tests.forecasting.town import FAR, NEXT_DOOR, episode, frame, history, locate, years

BOY = "2015-06-01"


def lived(found: History, child: int = 1) -> list[tuple[str, str, str, str]]:
    """Setting, provider, place and start of each spell of a child."""
    spells = found.spells[found.spells["child"] == child]
    return [
        (SETTINGS[setting], PROVIDERS[provider], PLACES[place], str(start.date()))
        for setting, provider, place, start in zip(
            *(spells[name] for name in ("setting", "provider", "place", "start")), strict=True
        )
    ]


def test_a_new_placement_and_carer_is_a_new_spell() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-09-01"),
        episode(1, BOY, "2024-09-01", rne="P", place="K2", place_provider="PR4", pl_location="OUT", pl_la=NEXT_DOOR),
    )
    assert lived(found) == [
        ("mainstream_fostering", "own", "in_area", "2024-05-01"),
        ("childrens_home", "private", "neighbouring", "2024-09-01"),
    ]
    assert found.spells["moved"].tolist() == [True, False]


def test_a_change_of_legal_status_only_is_no_move() -> None:
    found = history(episode(1, BOY, "2024-05-01", "2024-09-01"), episode(1, BOY, "2024-09-01", rne="L", ls="E1"))
    assert len(lived(found)) == 1


def test_a_new_status_with_the_same_carer_is_no_move_unless_the_setting_changes() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-09-01"),
        episode(1, BOY, "2024-09-01", "2025-01-01", rne="T", place="U4"),
        episode(1, BOY, "2025-01-01", rne="U", place="A5", ls="E1"),
    )
    assert [setting for setting, *_ in lived(found)] == ["mainstream_fostering", "adoption"]


def test_a_temporary_placement_keeps_the_usual_home_and_coming_back_is_no_move() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-09-01"),
        episode(1, BOY, "2024-09-01", "2024-09-11", rne="P", place="T3", place_provider="", pl_post="YO9 9ZZ"),
        episode(1, BOY, "2024-09-11", rne="P"),
    )
    assert lived(found) == [("mainstream_fostering", "own", "in_area", "2024-05-01")]


def test_going_to_another_home_after_a_temporary_placement_is_a_move() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-09-01"),
        episode(1, BOY, "2024-09-01", "2024-09-11", rne="P", place="T1", place_provider=""),
        episode(1, BOY, "2024-09-11", rne="P", pl_post="LS1 1AA", pl_la=FAR, pl_location="OUT"),
    )
    assert [(place, start) for *_, place, start in lived(found)] == [
        ("in_area", "2024-05-01"),
        ("further", "2024-09-11"),
    ]


def test_series_of_short_breaks_are_out_of_everything() -> None:
    found = history(
        episode(1, BOY, "2024-05-01"),
        episode(2, BOY, "2024-06-01", "2024-06-08", ls="V3", rec="E8"),
        episode(3, BOY, "2024-06-01", ls="V4"),
    )
    assert set(found.spells["child"]) == {1}


def test_an_open_stay_is_left_open_and_a_stay_before_the_record_is_seen_from_its_first_day() -> None:
    found = history(episode(1, BOY, "2019-05-01", rne="P"), first=2025, last=2025)
    assert found.stock["child"].tolist() == [1]
    assert found.first == dt.date(2025, 4, 1)
    assert found.arrivals.empty


def test_a_stay_left_open_past_the_eighteenth_birthday_ends_on_it_and_is_noted() -> None:
    found = history(episode(1, "2007-06-15", "2023-05-01"), episode(2, BOY, "2024-05-01"))
    grown = found.spells[found.spells["child"] == 1].iloc[0]
    assert str(grown["end"].date()) == "2025-06-15"
    assert grown["route"] == EIGHTEEN
    assert "1 episodes left open past an 18th birthday" in found.notes[0]


def test_leaving_on_the_eighteenth_birthday_is_certain_whatever_the_reason_says() -> None:
    found = history(episode(1, "2007-06-15", "2023-05-01", "2025-06-15", rec="E4A"), episode(2, BOY, "2024-05-01"))
    assert found.spells["route"].tolist() == [EIGHTEEN, -1]


def test_an_end_after_the_cut_is_not_yet_known() -> None:
    found = history(episode(1, BOY, "2024-05-01", "2026-04-01", rec="E4A"))
    assert found.stock["child"].tolist() == [1]


def test_every_reason_for_leaving_has_its_route() -> None:
    found = history(episode(1, BOY, "2024-05-01", "2024-08-01", rec="E45"), episode(2, BOY, "2024-05-01"))
    assert ROUTES[found.spells["route"].iloc[0]] == "special_guardianship"


def test_children_of_one_home_postcode_within_seven_days_arrive_as_one_group() -> None:
    rows = [episode(child, BOY, f"2024-05-0{child}", home_post="YO1 7AA") for child in (1, 4, 9)]
    found = history(*rows, episode(20, BOY, "2024-05-29", home_post="YO1 7AA"), episode(21, BOY, "2024-05-01"))
    assert found.spells.set_index("child")["siblings"].to_dict() == {1: 3, 4: 3, 9: 3, 20: 1, 21: 1}


def test_a_child_back_within_a_year_is_a_return_and_after_an_adoption_is_not() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-08-01", rec="E4A"),
        episode(1, BOY, "2025-07-01"),
        episode(2, BOY, "2024-05-01", "2024-06-01", rec="E4A"),
        episode(2, BOY, "2025-07-01"),
        episode(3, BOY, "2024-05-01", "2024-08-01", rec="E11"),
        episode(3, BOY, "2025-07-01"),
    )
    assert found.arrivals.groupby("child")["back"].any().to_dict() == {1: True, 2: False, 3: False}


def test_unaccompanied_children_are_known_from_the_start_and_until_their_status_ends() -> None:
    found = history(
        episode(1, "2009-01-01", "2024-05-01", uasc=True, duc="2025-02-01", place="K3", place_provider="PR4"),
        episode(2, "2009-01-01", "2024-05-01", uasc=True, place="K3", place_provider="PR4"),
    )
    assert found.spells["uasc"].tolist() == [True, True]
    assert str(found.spells["duc"].iloc[0].date()) == "2025-02-01"


def test_the_start_of_care_before_the_record_is_estimated_earlier_than_the_episode_that_opens_it() -> None:
    found = history(
        episode(1, BOY, "2022-05-01", rne="P"),
        episode(2, BOY, "2024-05-01", "2024-08-09"),
        episode(2, BOY, "2024-08-09", rne="P"),
    )
    before = found.spells.set_index("child").loc[1]
    assert (before["start"] - before["care_start"]).days == 100


def test_children_seen_to_start_and_those_not_are_as_long_in_care_when_they_move() -> None:
    found = history(
        *(episode(n, BOY, "2022-05-01", "2024-11-17", rne="P") for n in (1, 2)),
        *(episode(n, BOY, "2024-11-17", rne="P") for n in (1, 2)),
        *(episode(n, BOY, "2024-05-01", "2024-08-09") for n in (3, 4)),
        *(episode(n, BOY, "2024-08-09", rne="P") for n in (3, 4)),
    )
    now = found.stock.assign(into=(found.stock["start"] - found.stock["care_start"]).dt.days)
    assert now.loc[now["child"] < 3, "into"].tolist() == [100 + 2 * 931] * 2
    unseen, everybody = 100 + 931, now["into"].mean()
    assert unseen == everybody


def test_only_the_last_unbroken_run_of_returns_is_estimated_from() -> None:
    rows = frame(episode(1, BOY, "2019-05-01", "2019-08-01", rec="E4A"), episode(2, BOY, "2020-05-01"))
    found = history_of(rows, [*years(2016, 2019), *years(2022, 2025)], locate)
    assert found.first == dt.date(2022, 4, 1)
    assert set(found.spells["child"]) == {2}
    assert "The return of 2021/22 is missing" in found.notes[0]


def test_a_year_that_does_not_add_up_is_said_beside_the_forecast_and_the_newest_return_is_provisional() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-08-01", rec="E4A"),
        episode(1, BOY, "2024-09-01", "2024-11-01", rec="E4A"),
        episode(1, BOY, "2024-12-01"),
        episode(2, BOY, "2025-05-01"),
    )
    provisional, residual = what_to_know(found)
    assert "(2025/26) is provisional" in provisional
    assert "do not quite give the change of 2024/25 (+1)" in residual


def test_a_single_return_is_said_to_make_the_range_wide() -> None:
    assert "Only one return is held" in history(episode(1, BOY, "2025-05-01"), first=2025, last=2025).notes[0]


def test_no_return_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="No return is held"):
        history_of(frame(episode(1, BOY, "2024-05-01")), [], locate)


def test_returns_without_a_child_in_care_are_refused() -> None:
    with pytest.raises(Refused, match="no child in care"):
        history_of(frame(episode(1, BOY, "2024-05-01", ls="V4")), years(2024, 2025), locate)


def test_opening_and_starts_less_ceases_make_the_closing_but_for_the_residual_shown() -> None:
    found = history(
        episode(1, BOY, "2024-01-01", rne="P"),
        episode(2, BOY, "2024-05-01", "2024-08-01", rec="E4A"),
        episode(2, BOY, "2024-10-01", "2025-05-01", rec="E4A"),
        episode(3, BOY, "2025-05-01"),
    )
    table = reconciliation(found)
    assert table[["opening", "starts", "ceases", "closing"]].values.tolist() == [[1, 1, 1, 2], [2, 1, 1, 2]]
    assert table["residual"].tolist() == [1, 0]


def test_a_place_whose_authority_is_not_known_is_unknown_and_never_further() -> None:
    found = history(episode(1, BOY, "2024-05-01", pl_location="OUT", pl_la=""))
    assert lived(found)[0][2] == "unknown"


def test_spells_are_whole_days_and_in_order() -> None:
    found = history(
        episode(1, BOY, "2024-05-01", "2024-09-01"), episode(1, BOY, "2024-09-01", "2025-01-01", rne="P", rec="E4B")
    )
    starts, ends = found.spells["start"].to_numpy(), found.spells["end"].to_numpy()
    assert np.array_equal(starts[1:], ends[:-1])


@pytest.mark.parametrize(("left", "route"), [("2025-04-20", EIGHTEEN), ("2025-01-20", ROUTES.index("other"))])
def test_leaving_for_adult_life_a_few_days_before_the_birthday_is_the_birthday(left: str, route: int) -> None:
    found = history(episode(1, "2007-05-01", "2024-05-01", left, rec="E17"))
    assert found.spells["route"].tolist() == [route]
