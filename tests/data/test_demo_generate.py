"""The same arguments give the same bytes; sizes, years and faults are what was asked for."""

from __future__ import annotations

import hashlib
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from data.demo import generate
from placements.errors import Refused
from tests.data.conftest import Written


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        generate(tmp_path / name, 40, 2, 5)
    assert digests(tmp_path / "one") == digests(tmp_path / "other")


def test_another_seed_gives_another_authority(tmp_path: Path) -> None:
    generate(tmp_path / "one", 40, 2, 5)
    generate(tmp_path / "other", 40, 2, 6)
    one, other = digests(tmp_path / "one"), digests(tmp_path / "other")
    assert one.keys() == other.keys()
    assert one["position.xlsx"] != other["position.xlsx"]


def test_a_workbook_does_not_say_when_it_was_written(written: Written) -> None:
    for path in written.folder.glob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            properties = book.read("docProps/core.xml").decode()
        assert properties.count("2026-06-05T00:00:00Z") == 2


def test_what_is_going_on_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    generate(tmp_path, 20, 2, 1, said.append)
    assert any("2025/26" in message for message in said)


@pytest.mark.parametrize("children", [19, 25_001])
def test_a_size_out_of_bounds_is_refused(tmp_path: Path, children: int) -> None:
    with pytest.raises(Refused, match=str(children)):
        generate(tmp_path / "none", children)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("years", [0, 12])
def test_years_without_code_lists_are_refused(tmp_path: Path, years: int) -> None:
    with pytest.raises(Refused, match="years"):
        generate(tmp_path / "none", 40, years)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("children", "years"), [(20, 1), (25, 11), (300, 2)])
def test_any_size_holds_the_number_asked_for(tmp_path: Path, children: int, years: int) -> None:
    generate(tmp_path, children, years, 3)
    made = Written(tmp_path)
    last = [row for row in made.file(made.years[-1], "episodes") if not row["DEC"] and row["LS"] not in ("V3", "V4")]
    assert len(made.years) == years
    assert abs(len(last) - children) <= children * 0.005


def test_faults_are_put_in_only_on_request_and_then_of_every_kind(tmp_path: Path) -> None:
    generate(tmp_path / "clean", 150, 4, 2)
    generate(tmp_path / "faulty", 150, 4, 2, faults=True)
    clean, faulty = Written(tmp_path / "clean"), Written(tmp_path / "faulty")
    assert overlaps(clean) == 0 < overlaps(faulty)
    assert bad_postcodes(clean) == 0 < bad_postcodes(faulty)
    assert dropped(clean) == 0
    assert dropped(faulty) == 1
    assert wrong_codes(clean) == 0 < wrong_codes(faulty)
    assert beds_twice(clean) == 0
    assert beds_twice(faulty) == 1


def overlaps(made: Written) -> int:
    """Episodes that begin on another day than the X1 before them ended."""
    found = 0
    for year in made.years:
        rows = made.file(year, "episodes")
        for before, after in pairwise(rows):
            found += before["CHILD"] == after["CHILD"] and before["REC"] == "X1" and before["DEC"] != after["DECOM"]
    return found


def bad_postcodes(made: Written) -> int:
    return sum(row["PL_POST"].startswith("YO99") for year in made.years for row in made.file(year, "episodes"))


def dropped(made: Written) -> int:
    """Children open at the end of a year of whom the next says nothing."""
    found = 0
    for before, after in pairwise(made.years):
        told = {row["CHILD"] for row in made.file(after, "episodes")}
        left_open = {row["CHILD"] for row in made.file(before, "episodes") if not row["DEC"]}
        found += len(left_open - told)
    return found


def wrong_codes(made: Written) -> int:
    return sum(
        row["PLACE"] in (("H5", "Z1") if year.name >= "2025" else ("Z11", "Z14"))
        or (row["PLACE"] == "K3" and year.name < "2024")
        for year in made.years
        for row in made.file(year, "episodes")
    )


def beds_twice(made: Written) -> int:
    beds = [(row["home"], row["bed"]) for row in made.sheet("position", "position") if row["bed"]]
    return len(beds) - len(set(beds))
