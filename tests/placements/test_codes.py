"""The lists of the return: what a year accepts, what a code means, and what stands for what at a change."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.codes import (
    CODE_SETS,
    FAMILY,
    HELD_YEARS,
    SHORT_BREAKS,
    TEMPORARY,
    WITHOUT_PROVIDER,
    Accommodation,
    ChangeReason,
    Code,
    CollectionYear,
    EpisodeEnd,
    Ethnicity,
    ExitRoute,
    LegalGroup,
    LegalStatus,
    NewEpisodeReason,
    Place,
    Provider,
    ProviderGroup,
    Setting,
    SexCode,
    UnknownCode,
    code_set,
    exit_route,
    is_unplanned,
    is_valid,
    legal_group,
    provider_group,
    setting_of,
    settings_of,
    successor,
    valid_codes,
)
from placements.errors import NotFound, Refused

YEARS = st.sampled_from(HELD_YEARS)
CODES: list[Code] = [code for codes in CODE_SETS.values() for code in codes]


def letters(text: str) -> set[str]:
    return set(text.split())


UP_TO_2024 = letters("U1 U2 U3 U4 U5 U6 A3 A4 A5 A6 P1 P2 P3 K1 K2 H5 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 Z1")


def year(label: str) -> CollectionYear:
    return CollectionYear.from_label(label)


def test_twelve_collection_years_are_held_from_2015_16_to_2026_27() -> None:
    assert [str(held) for held in HELD_YEARS[:: len(HELD_YEARS) - 1]] == ["2015/16", "2026/27"]
    assert len(HELD_YEARS) == 12


@pytest.mark.parametrize("held", HELD_YEARS, ids=str)
def test_every_place_code_of_every_year_has_a_setting_or_is_explicitly_temporary(held: CollectionYear) -> None:
    for code in valid_codes("PLACE", held):
        assert (setting_of(code) is None) == (Place(code) in TEMPORARY)


@pytest.mark.parametrize("held", HELD_YEARS, ids=str)
def test_every_ending_status_and_provider_of_every_year_has_a_group(held: CollectionYear) -> None:
    assert {code for code in valid_codes("REC", held) if exit_route(code) is None} == {"X1"}
    assert {legal_group(code) for code in valid_codes("LS", held)} == set(LegalGroup)
    assert {provider_group(code) for code in valid_codes("PLACE_PROVIDER", held)} == set(ProviderGroup) - {
        ProviderGroup.NOT_STATED
    }


def test_the_settings_are_those_that_callers_were_promised() -> None:
    assert [setting.value for setting in Setting] == [
        "kinship_fostering",
        "mainstream_fostering",
        "adoption",
        "with_parents",
        "childrens_home",
        "secure",
        "supported",
        "residential_school",
        "other_residential",
        "custody",
        "other",
    ]


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        (Setting.KINSHIP_FOSTERING, "U1 U2 U3"),
        (Setting.MAINSTREAM_FOSTERING, "U4 U5 U6"),
        (Setting.ADOPTION, "A3 A4 A5 A6"),
        (Setting.WITH_PARENTS, "P1"),
        (Setting.CHILDRENS_HOME, "K2"),
        (Setting.SECURE, "K1"),
        (Setting.SUPPORTED, "K3 H5 P2"),
        (Setting.RESIDENTIAL_SCHOOL, "S1"),
        (Setting.OTHER_RESIDENTIAL, "R1 R2 R3"),
        (Setting.CUSTODY, "R5"),
        (Setting.OTHER, "P3 Z1 Z11 Z12 Z13 Z14"),
        (None, "T0 T1 T2 T3 T4"),
    ],
)
def test_a_setting_holds_exactly_its_place_codes(setting: Setting | None, codes: str) -> None:
    assert {place.value for place in Place if setting_of(place) is setting} == letters(codes)


def test_family_settings_are_fostering_kinship_parents_and_adoption() -> None:
    assert {setting.value for setting in FAMILY} == {
        "kinship_fostering",
        "mainstream_fostering",
        "with_parents",
        "adoption",
    }


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2015/16", UP_TO_2024),
        ("2023/24", UP_TO_2024),
        ("2024/25", UP_TO_2024 | {"K3"}),
        ("2025/26", UP_TO_2024 - {"H5", "P2", "Z1"} | {"K3", "Z11", "Z12", "Z13", "Z14"}),
        ("2026/27", UP_TO_2024 - {"H5", "P2", "Z1"} | {"K3", "Z11", "Z12", "Z13", "Z14"}),
    ],
)
def test_the_place_codes_of_a_year_are_those_of_validation_rule_146(label: str, expected: set[str]) -> None:
    assert valid_codes("PLACE", year(label)) == expected


def test_sex_is_a_figure_to_2023_24_and_a_letter_from_2024_25() -> None:
    assert valid_codes(SexCode, year("2023/24")) == {"1", "2"}
    assert valid_codes(SexCode, year("2024/25")) == {"M", "F", "U"}


def test_a_code_out_of_its_year_names_its_successor() -> None:
    assert successor(Place.H5, year("2025/26")) == (Place.K3,)
    assert successor(Place.Z1, year("2026/27")) == (Place.Z11, Place.Z12, Place.Z13, Place.Z14)
    assert successor(SexCode.FEMALE_FIGURE, year("2024/25")) == (SexCode.F,)


def test_a_code_used_too_early_names_what_the_year_used_instead() -> None:
    assert successor(Place.K3, year("2022/23")) == (Place.H5,)
    assert successor(Place.Z12, year("2024/25")) == (Place.Z1,)
    assert successor(SexCode.M, year("2020/21")) == (SexCode.MALE_FIGURE,)


def test_nothing_is_offered_where_no_source_states_a_successor() -> None:
    assert successor(Place.P2, year("2025/26")) == ()


@given(st.sampled_from(CODES), YEARS)
def test_a_successor_is_offered_only_for_an_invalid_code_and_is_itself_valid(code: Code, held: CollectionYear) -> None:
    offered = successor(code, held)
    assert not (code.valid_in(held) and offered)
    assert all(other.valid_in(held) and type(other) is type(code) for other in offered)


@given(st.sampled_from(CODES))
def test_the_years_of_a_code_are_one_unbroken_run(code: Code) -> None:
    valid = [code.valid_in(held) for held in HELD_YEARS]
    assert any(valid)
    assert sum(before != after for before, after in pairwise(valid)) <= 1


@given(st.sampled_from(CODES))
def test_every_code_says_what_it_means_and_reads_back_from_its_letters(code: Code) -> None:
    assert code.meaning
    assert code_set(code.column)(code.value) is code


@given(st.sampled_from(sorted(CODE_SETS)), st.text(max_size=4), YEARS)
def test_a_text_is_valid_exactly_when_the_year_lists_it(column: str, text: str, held: CollectionYear) -> None:
    assert is_valid(column, text, held) == (text in valid_codes(column, held))


@pytest.mark.parametrize("text", ["k3", " U1", "", "Z", "A2", "R4", "U7"])
def test_an_unknown_place_is_an_error_that_shows_the_value_and_the_list(text: str) -> None:
    with pytest.raises(UnknownCode, match="PLACE") as caught:
        setting_of(text)
    assert repr(text) in str(caught.value)
    assert "K3" in str(caught.value)


@given(st.text(max_size=5).filter(lambda text: text not in {place.value for place in Place}))
def test_no_unknown_text_ever_becomes_the_setting_other(text: str) -> None:
    with pytest.raises(UnknownCode):
        setting_of(text)


def test_chinese_is_chne_and_the_misprint_of_one_guide_is_refused() -> None:
    assert Ethnicity("CHNE").meaning == "Chinese"
    with pytest.raises(UnknownCode):
        Ethnicity("CNHE")


def test_refused_and_not_yet_obtained_are_not_ethnic_groups() -> None:
    assert {code.value for code in Ethnicity if not code.known} == {"REFU", "NOBT"}


def test_an_unknown_column_is_an_error_that_lists_the_columns() -> None:
    with pytest.raises(NotFound, match="PLACE_PROVIDER"):
        code_set("COLOUR")


def test_a_year_whose_lists_are_not_held_is_refused_rather_than_guessed() -> None:
    with pytest.raises(Refused, match="2027/28"):
        is_valid("PLACE", "U1", CollectionYear(2027))


@given(st.lists(st.sampled_from([place.value for place in Place])))
def test_settings_of_many_places_equal_the_setting_of_each(places: list[str]) -> None:
    assert settings_of(places).tolist() == [setting_of(place) for place in places]


def test_settings_of_many_places_refuse_an_unknown_one() -> None:
    with pytest.raises(UnknownCode):
        settings_of(np.array(["U1", "XX"]))


def test_an_unplanned_ending_is_one_of_seven_reasons_or_a_sudden_closure() -> None:
    unplanned = {reason.value for reason in ChangeReason if is_unplanned(reason)}
    assert unplanned == {"ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ"}
    assert is_unplanned("CLOSE", sudden=True)
    assert not is_unplanned("CARPL", sudden=True)


def test_exit_routes_keep_home_guardianship_adoption_and_eighteen_apart() -> None:
    by_route = {route: {end.value for end in EpisodeEnd if exit_route(end) is route} for route in ExitRoute}
    assert by_route[ExitRoute.HOME_PLANNED] == {"E4A"}
    assert by_route[ExitRoute.HOME_UNPLANNED] == {"E4B"}
    assert by_route[ExitRoute.SPECIAL_GUARDIANSHIP] == {"E45", "E46", "E47", "E48"}
    assert by_route[ExitRoute.ADOPTION] == {"E11", "E12"}
    assert by_route[ExitRoute.EIGHTEEN] == {"E5", "E6", "E7", "E17"}
    assert by_route[ExitRoute.OTHER] == {"E2", "E8", "E14", "E15", "E16"}


def test_agency_is_private_or_voluntary_and_a_blank_provider_is_not_own() -> None:
    assert {code.value for code in Provider if provider_group(code) is ProviderGroup.AGENCY} == {"PR4", "PR5"}
    assert provider_group("PR1") is ProviderGroup.OWN
    assert provider_group("") is provider_group(None) is ProviderGroup.NOT_STATED


def test_provider_is_blank_for_temporary_and_other_places_only() -> None:
    assert {place.value for place in WITHOUT_PROVIDER} == letters("T0 T1 T2 T3 T4 Z1 Z11 Z12 Z13 Z14")


def test_short_breaks_are_v3_and_v4_and_stand_in_a_group_of_their_own() -> None:
    assert {status.value for status in SHORT_BREAKS} == {"V3", "V4"}
    assert {status for status in LegalStatus if legal_group(status) is LegalGroup.SHORT_BREAKS} == SHORT_BREAKS


def test_only_a_change_of_legal_status_alone_begins_no_placement() -> None:
    assert {reason.value for reason in NewEpisodeReason if not reason.starts_placement} == {"L"}
    assert {reason.value for reason in NewEpisodeReason if reason.same_carer} == {"L", "T", "U"}


def test_homelessness_and_custody_are_never_suitable_accommodation() -> None:
    assert {code.value for code in Accommodation if code.value[0] in "SX"} == {"S2", "X2"}
    assert Accommodation("B1").suitable is True
    assert Accommodation("X2").suitable is False
    assert Accommodation("0").suitable is None
