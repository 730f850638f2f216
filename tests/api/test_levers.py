"""Levers on a page: what stands in the address is what is answered, with and without the script; kept by a person."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from api.figures import MONTHS
from api.sliders import SLIDERS, Said, scenario_of
from forecasting.scenario_file import scenario_as_toml, scenario_from_toml
from forecasting.states import SETTINGS
from forecasting.whatif import WhatIf
from placements.codes import Setting
from placements.permissions import Role
from placements.prices import PriceBook
from tests.api.answers_made_up import keep_made_up
from tests.api.visitors import csrf_in, signed_in_as
from tests.forecasting.town import CUT, in_care, line, model, months, rates

SAID = Said(CUT, "Invented Owner")
MOVED = "/levers?entries=-40&step-down=100"


@pytest.fixture(scope="module")
def ready() -> WhatIf:
    """A small town made ready for levers: twenty children, thirty families a year."""
    stock = in_care(*["2014-05-05"] * 15, *["2010-03-03"] * 5, setting=Setting.CHILDRENS_HOME)
    book = PriceBook(line(setting.value, setting, 70_000) for setting in SETTINGS)
    return WhatIf(model(rates(leaving=0.4), stock, runs=50, families=30), months(), book, seed=1, threads=1)


@pytest.fixture(autouse=True)
def _kept(app: FastAPI, ready: WhatIf) -> None:
    keep_made_up(app, {("what if", MONTHS): ready})


def text_at(page: str, place: str) -> str:
    found = re.search(rf'id="{place}"[^>]*>([^<]*)<', page)
    assert found, place
    return found[1].strip()


def test_the_page_without_script_and_the_script_say_the_same(app: FastAPI) -> None:
    chris = signed_in_as(app, Role.COMMISSIONER)
    page = chris.get(MOVED).text
    answer = chris.get(MOVED.replace("/levers?", "/levers/answer?")).json()
    assert answer["texts"]
    for place, text in answer["texts"].items():
        assert text_at(page, place) == text
    assert answer["chart"].replace("&", "&amp;") in page
    assert chris.get(answer["chart"]).headers["content-type"] == "image/svg+xml"


def test_at_rest_nothing_differs_and_fewer_families_means_fewer_children(app: FastAPI) -> None:
    chris = signed_in_as(app, Role.COMMISSIONER)
    assert text_at(chris.get("/levers").text, "difference-0") == "no change"
    assert text_at(chris.get("/levers?entries=-50").text, "difference-0").endswith("fewer")


@pytest.mark.parametrize("figure", ["ninety", "nan", "-51", "1e9"])
def test_a_figure_that_is_none_or_beyond_its_end_is_refused_with_what_to_do(app: FastAPI, figure: str) -> None:
    answer = signed_in_as(app, Role.COMMISSIONER).get(f"/levers?entries={figure}")
    assert answer.status_code in {400, 422}
    assert "from -50 to 50" in answer.text


def test_a_scenario_is_kept_with_its_owner_listed_beside_the_base_and_taken_away(app: FastAPI) -> None:
    chris = signed_in_as(app, Role.COMMISSIONER)
    form = {"csrf": csrf_in(chris.get(MOVED)), "title": "Early help", "owner": "Head of early help"}
    assert chris.post("/levers", data=form | {"entries": "-40"}).headers["location"] == "/scenarios"
    page = chris.get("/scenarios").text
    assert "Early help" in page
    assert "Owned by Head of early help. Kept on" in page
    assert "moved by hand" in page
    document = chris.get("/scenarios/1.toml").text
    [lever] = scenario_from_toml(document, "x").levers
    assert (lever.change, lever.owner, lever.row) == (-0.4, "Head of early help", "early_help")
    chris.post("/scenarios/1/take-away", data={"csrf": form["csrf"]})
    assert "No scenario was kept yet" in chris.get("/scenarios").text


def test_what_was_typed_stays_where_a_scenario_is_refused(app: FastAPI) -> None:
    chris = signed_in_as(app, Role.COMMISSIONER)
    form = {"csrf": csrf_in(chris.get(MOVED)), "title": "", "owner": "Head of early help", "entries": "-40"}
    answer = chris.post("/levers", data=form)
    assert "Give the scenario a title" in answer.text
    assert 'value="Head of early help"' in answer.text
    assert 'name="entries" value="-40"' in answer.text
    nothing = chris.post("/levers", data=form | {"title": "Nothing", "entries": "0"})
    assert "No lever was moved" in nothing.text


def test_two_scenarios_on_the_list_never_share_a_title(app: FastAPI) -> None:
    chris = signed_in_as(app, Role.COMMISSIONER)
    form = {"csrf": csrf_in(chris.get(MOVED)), "title": "Early help", "owner": "Owner", "entries": "-40"}
    chris.post("/levers", data=form)
    assert "There is a scenario of this title" in chris.post("/levers", data=form).text


@given(st.fixed_dictionaries({one.name: st.integers(one.low, one.high) for one in SLIDERS}))
def test_whatever_the_levers_say_reads_back_from_its_file_the_same(figures: dict[str, float]) -> None:
    scenario = scenario_of(figures, SAID)
    assert scenario_from_toml(scenario_as_toml(scenario), "x") == scenario
    assert bool(scenario.levers) == any(figures.values())
