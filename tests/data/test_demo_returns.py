"""The invented returns are returns: their codes, their order, their years and their sums."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

from placements.codes import CODE_SETS, CollectionYear, age_on, birthday, is_valid, setting_of
from placements.importing.ssda903.tables import BY_NAME
from tests.data.conftest import CHILDREN, Written

SHORT_BREAKS = ("V3", "V4")
Row = dict[str, str]


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def year_of(folder_name: str) -> CollectionYear:
    return CollectionYear.from_label(folder_name)


def told_last(written: Written) -> dict[str, list[Row]]:
    """Each child's episodes in order, as the last return that tells of each tells it; short breaks apart."""
    episodes: dict[tuple[str, dt.date], Row] = {}
    for year in written.years:
        for row in written.file(year, "episodes"):
            episodes[row["CHILD"], day(row["DECOM"])] = row
    by_child: dict[str, list[Row]] = defaultdict(list)
    for (child, _), row in sorted(episodes.items()):
        if row["LS"] not in SHORT_BREAKS:
            by_child[child].append(row)
    return by_child


def born(written: Written) -> dict[str, dt.date]:
    return {row["CHILD"]: day(row["DOB"]) for year in written.years for row in written.file(year, "header")}


def test_there_is_a_return_for_every_year_and_the_last_ends_on_31_march_2026(written: Written) -> None:
    assert [year_of(year.name).start_year for year in written.years] == list(range(2016, 2026))


def test_every_file_has_the_headings_of_the_return(written: Written) -> None:
    for year in written.years:
        names = {path.stem for path in year.iterdir()}
        assert names == {
            "header", "episodes", "uasc", "oc2", "oc3", "missing", "reviews", "placed_adoption", "prev_perm"
        }  # fmt: skip
        for name in names:
            heading = (year / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
            assert heading.split(",") == sorted(BY_NAME[name].headings, key=heading.split(",").index)


def test_every_code_is_valid_in_its_year(written: Written) -> None:
    for folder in written.years:
        year = year_of(folder.name)
        for path in folder.iterdir():
            for row in written.file(folder, path.stem):
                for column in row.keys() & CODE_SETS.keys():
                    assert row[column] == "" or is_valid(column, row[column], year), (year, path.name, column, row)


def test_the_codes_that_changed_are_seen_on_both_sides(written: Written) -> None:
    places = {folder.name: {row["PLACE"] for row in written.file(folder, "episodes")} for folder in written.years}
    sexes = {folder.name: {row["SEX"] for row in written.file(folder, "header")} for folder in written.years}
    assert "H5" in places["2023-24"]
    assert "K3" in places["2024-25"]
    assert "H5" not in places["2024-25"]
    assert sexes["2023-24"] == {"1", "2"}
    assert sexes["2024-25"] == {"M", "F"}
    assert not places["2025-26"] & {"Z1", "H5", "P2"}


def test_nobody_under_16_is_in_supported_accommodation(written: Written) -> None:
    dob = born(written)
    for year in written.years:
        for row in written.file(year, "episodes"):
            if row["PLACE"] in ("K3", "H5"):
                assert age_on(dob[row["CHILD"]], day(row["DECOM"])) >= 16


def test_episodes_never_overlap_and_leave_no_day_out_of_a_period(written: Written) -> None:
    for episodes in told_last(written).values():
        for before, after in pairwise(episodes):
            assert before["DEC"], "an episode follows one that has not ended"
            ended, begins = day(before["DEC"]), day(after["DECOM"])
            if before["REC"] == "X1":
                assert begins == ended
                assert after["RNE"] != "S"
            else:
                assert begins > ended
                assert after["RNE"] == "S"


def test_an_end_has_its_reason_and_a_move_says_why(written: Written) -> None:
    for episodes in told_last(written).values():
        for row in episodes:
            assert bool(row["DEC"]) == bool(row["REC"])
            assert not row["DEC"] or day(row["DEC"]) > day(row["DECOM"])
        for before, after in pairwise(episodes):
            moved = before["REC"] == "X1" and after["RNE"] != "L"
            temporary = before["PLACE"].startswith("T") or after["PLACE"].startswith("T")
            assert bool(before["REASON_PLACE_CHANGE"]) == (moved and not temporary)


def test_nobody_stays_beyond_the_18th_birthday(written: Written) -> None:
    dob = born(written)
    for child, episodes in told_last(written).items():
        eighteenth = birthday(dob[child], 18)
        for row in episodes:
            assert day(row["DECOM"]) < eighteenth
            assert not row["DEC"] or day(row["DEC"]) <= eighteenth


def test_an_episode_open_at_the_end_of_a_year_is_told_again_by_the_next(written: Written) -> None:
    for before, after in pairwise(written.years):
        again = {(row["CHILD"], row["DECOM"]) for row in written.file(after, "episodes")}
        for row in written.file(before, "episodes"):
            assert row["DEC"] or (row["CHILD"], row["DECOM"]) in again


def test_a_return_tells_nothing_that_happened_after_its_year(written: Written) -> None:
    for folder in written.years:
        last = year_of(folder.name).end
        for row in written.file(folder, "episodes"):
            assert day(row["DECOM"]) <= last
            assert not row["DEC"] or day(row["DEC"]) <= last


def test_some_open_episodes_are_corrected_by_the_next_return_and_few(written: Written) -> None:
    changed = again = 0
    renamed = {"H5": "K3", "Z11": "Z1", "Z14": "Z1"}
    for before, after in pairwise(written.years):
        later = {(row["CHILD"], row["DECOM"]): row for row in written.file(after, "episodes")}
        for row in written.file(before, "episodes"):
            following = later.get((row["CHILD"], row["DECOM"]))
            if following is None or row["DEC"]:
                continue
            again += 1
            places = {renamed.get(one["PLACE"], one["PLACE"]) for one in (row, following)}
            changed += len(places) > 1 or row["PLACE_PROVIDER"] != following["PLACE_PROVIDER"]
    assert 0.01 < changed / again < 0.06


def test_every_child_of_every_file_is_in_the_header_once(written: Written) -> None:
    for year in written.years:
        header = [row["CHILD"] for row in written.file(year, "header")]
        assert len(header) == len(set(header))
        for path in year.iterdir():
            assert {row["CHILD"] for row in written.file(year, path.stem)} <= set(header)


def test_stocks_by_setting_sum_to_the_total_on_every_month_end(written: Written) -> None:
    """A temporary move counts in the setting of the usual placement, so that every child in care has one setting."""
    nights: list[tuple[str, object, dt.date, dt.date]] = []
    for child, episodes in told_last(written).items():
        usual = None
        for row in episodes:
            usual = setting_of(row["PLACE"]) or usual
            nights.append((child, usual, day(row["DECOM"]), day(row["DEC"]) if row["DEC"] else dt.date.max))
    for month in range(120):
        first_of_next = dt.date(2016 + (4 + month) // 12, (4 + month) % 12 + 1, 1)
        there = [(child, setting) for child, setting, begins, ends in nights if begins < first_of_next <= ends]
        by_setting = Counter(setting for _, setting in there)
        assert None not in by_setting
        assert sum(by_setting.values()) == len({child for child, _ in there}) > 0


def test_the_number_asked_for_is_in_care_at_the_end(written: Written) -> None:
    open_now = [episodes for episodes in told_last(written).values() if not episodes[-1]["DEC"]]
    assert abs(len(open_now) - CHILDREN) <= CHILDREN * 0.005


def test_short_breaks_are_told_and_stay_apart(written: Written) -> None:
    rows = [row for year in written.years for row in written.file(year, "episodes") if row["LS"] in SHORT_BREAKS]
    assert rows
    for row in rows:
        assert row["RNE"] == "S"
        if row["LS"] == "V3" and row["DEC"]:
            assert (day(row["DEC"]) - day(row["DECOM"])).days <= 17
    assert not {row["CHILD"] for row in rows} & told_last(written).keys()


def test_an_unaccompanied_child_has_no_home_postcode_and_everybody_else_has(written: Written) -> None:
    for year in written.years:
        seeking = {row["CHILD"] for row in written.file(year, "uasc")}
        for row in written.file(year, "episodes"):
            assert (row["HOME_POST"] == "") == (row["CHILD"] in seeking)


def test_an_adoption_is_led_up_to(written: Written) -> None:
    for episodes in told_last(written).values():
        if episodes[-1]["REC"] in ("E11", "E12"):
            assert episodes[-1]["PLACE"][0] == "A"
        for row in episodes:
            assert row["PLACE"] not in ("A5", "A6") or row["LS"] == "E1"


def test_codes_of_children_and_homes_come_from_ranges_that_nobody_uses(written: Written) -> None:
    for year in written.years:
        for row in written.file(year, "episodes"):
            assert row["CHILD"].startswith("9")
            assert row["URN"] in ("", "XXXXXXX") or row["URN"].startswith("SC9")
        for row in written.file(year, "header"):
            assert row["UPN"] == "UN1" or row["UPN"].startswith("X000")


def test_a_child_who_returns_keeps_the_code(written: Written) -> None:
    returned = [episodes for episodes in told_last(written).values() if sum(row["RNE"] == "S" for row in episodes) > 1]
    assert returned
