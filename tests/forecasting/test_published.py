"""A forecast from published yearly figures alone: its range, its own track record, and files that cannot be used."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.tables import published_flows
from forecasting.published import PublishedYear, forecast_published, read_published, usable
from placements.errors import Refused

YORK = "E06000014"
HEADINGS = ["time_period", "geographic_level", "la_name", "new_la_code", "population_count", "number", "rate_per_10000"]
WORDS = {
    "stock": "Children looked after at 31 March each year",
    "started": "Children starting to be looked after each year",
    "ceased": "Children ceasing to be looked after each year",
}


def steady(years: int = 8, stock: int = 200, flow: int = 80) -> list[PublishedYear]:
    return [PublishedYear(2025 - back, stock, flow, flow) for back in range(years)]


def download(path: Path, years: list[PublishedYear], **changed: str) -> Path:
    """A file in the shape of the publisher's download, of this council and of another."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for one in years:
            for name, words in WORDS.items():
                number = changed.get(f"{name}_{one.year}", str(getattr(one, name)))
                writer.writerow([one.year, "Local authority", "York", YORK, words, number, 1])
                writer.writerow([one.year, "Local authority", "Elsewhere", "E06000099", words, 7, 1])
    return path


def york() -> list[PublishedYear]:
    return [PublishedYear(*year) for year in published_flows(YORK)]


def test_a_steady_council_is_forecast_steady_and_the_range_widens() -> None:
    found = forecast_published(steady(), "X", replicates=400)
    assert found.total["p50"][-1] == pytest.approx(200, rel=0.05)
    widths = [high - low for high, low in zip(found.total["p90"], found.total["p10"], strict=True)]
    assert widths[35] > widths[11] > widths[0] > 0
    assert sum(found.entries["mean"][:12]) == pytest.approx(80, rel=0.1)
    assert sum(found.exits["mean"][:12]) == pytest.approx(80, rel=0.1)


def test_york_is_forecast_from_its_ten_published_years_with_its_track_record() -> None:
    found = forecast_published(york(), YORK, replicates=300)
    assert (str(found.as_at), len(found.years)) == ("2025-03-31", 10)
    assert found.total["p10"][11] < 240 < found.total["p90"][11]
    assert [row["years_ahead"] for row in found.backtest] == [1, 2, 3]
    assert [row["origins"] for row in found.backtest] == [5, 4, 3]


def test_what_is_left_over_between_stock_and_flows_is_shown_for_each_year() -> None:
    left = [year["left_over"] for year in forecast_published(york(), YORK, replicates=20).years]
    assert left == [None, 3, -1, 1, 2, 3, 3, 1, 3, 1]


def test_the_same_seed_gives_the_same_figures() -> None:
    one, other, third = (forecast_published(york(), YORK, replicates=50, seed=seed) for seed in (1, 1, 2))
    assert one.as_json() | {"seconds": 0} == other.as_json() | {"seconds": 0}
    assert one.total != third.total


def test_nothing_that_is_not_published_is_made_up() -> None:
    because = forecast_published(steady(), "X", replicates=20).as_json()["because"]
    assert set(because) == {"by_setting", "by_age", "by_provider", "by_place", "cost_pence"}  # type: ignore[call-overload]


def test_only_the_newest_years_in_a_row_are_used_and_fewer_than_three_are_refused() -> None:
    gap = [one for one in steady() if one.year != 2021]
    assert [one.year for one in usable(gap)] == [2022, 2023, 2024, 2025]
    with pytest.raises(Refused, match="3 years in a row"):
        usable(steady(2))
    with pytest.raises(Refused, match="3 years in a row"):
        forecast_published([PublishedYear(2025, 200), *steady()[1:]], "X")


def test_the_publisher_s_download_of_any_council_is_read(tmp_path: Path) -> None:
    path = download(tmp_path / "d.csv", york()[6:])
    assert read_published(path, YORK) == york()[6:]
    assert read_published(path, "Elsewhere")[0] == PublishedYear(york()[6].year, 7, 7, 7)


def test_a_suppressed_figure_is_not_known_and_never_nought(tmp_path: Path) -> None:
    path = download(tmp_path / "d.csv", steady(4), started_2022="c")
    assert read_published(path, YORK)[0] == PublishedYear(2022, 200, None, 80)


def test_a_file_of_another_shape_or_council_or_with_two_figures_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("year,number\n2025,240\n", encoding="utf-8")
    with pytest.raises(Refused, match="lacks new_la_code"):
        read_published(other, YORK)
    path = download(tmp_path / "d.csv", steady(4))
    with pytest.raises(Refused, match="no figures of this authority"):
        read_published(path, "E09000001")
    twice = path.read_text(encoding="utf-8") + f"2025,Local authority,York,{YORK},{WORDS['stock']},999,1\n"
    path.write_text(twice, encoding="utf-8")
    with pytest.raises(Refused, match="two figures"):
        read_published(path, YORK)
    with pytest.raises(Refused, match="cannot be read"):
        read_published(tmp_path / "nowhere.csv", YORK)
