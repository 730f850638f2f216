"""Levers that answer while they are moved: the figures stand in the address, so that a page can be shared and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import QueryParams

from api.changing import changed, on_to, or_again
from api.charts import fan
from api.figures import moved_for, past_for, what_if_begun, what_if_for
from api.forms import Filled, Typed, typed_from
from api.house import House, house_of
from api.lever_answer import Answer, answer_of, months_to_start
from api.pages.paper_page import waiting
from api.security import SignedIn
from api.shapes.forecast import Series
from api.signin import Person
from api.sliders import SLIDERS, Said, scenario_of
from api.templating import page
from forecasting.scenario import Scenario
from forecasting.scenario_file import scenario_as_toml
from forecasting.whatif import Moved
from placements.errors import HomewardError, Refused
from placements.scenarios import keep_scenario

FROM = "from"
TITLE = "What would change if"


@dataclass(frozen=True)
class Asked:
    """Where the levers stand, by name, and from which day they hold."""

    figures: dict[str, float]
    starts: dt.date

    @property
    def address(self) -> str:
        """The part of an address that says the same."""
        return urlencode({FROM: self.starts.isoformat()} | {name: f"{at:g}" for name, at in self.figures.items() if at})


def levers(request: Request, person: SignedIn) -> Response:
    """Draw the page with the levers where the address puts them, or say that they are being made ready."""
    if not what_if_begun(house_of(request), person.viewer):
        return waiting(request, person, TITLE)
    return _page(request, person, typed_from({}))


def chart(request: Request, person: SignedIn) -> Response:
    """The fan under these levers, with the course as it goes on dashed."""
    house = house_of(request)
    moved = _moved(house, person, _asked(request.query_params, _starts(house, person)))
    past = past_for(house)
    drawn = fan(
        past,
        moved.months,
        _shape(moved),
        lambda number: f"{number:,.0f}",
        [float(value) for value in moved.children["base"]["p50"]],
    )
    return Response(drawn, media_type="image/svg+xml")


def answer(request: Request, person: SignedIn) -> Response:
    """The same answer for the script that moves a lever without drawing the page anew: texts by where they stand."""
    house = house_of(request)
    asked = _asked(request.query_params, _starts(house, person))
    found = _answer(house, person, asked)
    texts = {"sentence": found.sentence, "money": found.money}
    for number, row in enumerate(found.rows):
        for part in ("base", "yours", "low_to_high", "difference"):
            texts[f"{part}-{number}"] = getattr(row, part)
    return JSONResponse(
        {"texts": texts, "chart": f"/levers/chart.svg?{asked.address}", "at": f"/levers?{asked.address}"}
    )


def keep(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Keep the levers as a scenario under a title, owned by somebody."""
    house = house_of(request)

    def step() -> Response:
        title = filled.must("title", "Give the scenario a title", most=120)
        owner = filled.must("owner", "Say who owns it", most=120)
        filled.refuse_if_wrong()
        figures = QueryParams({name: values[0] for name, values in filled.fields.items()})
        asked = _asked(figures, _starts(house, person))
        if not any(asked.figures.values()):
            raise Refused("No lever was moved.", do_next="Move one, then keep the scenario.")
        document = scenario_as_toml(_scenario(asked, owner, title))
        changed(house, person, lambda work: keep_scenario(work, title, owner, document))
        return on_to("/scenarios")

    return or_again(step, lambda error, status: _page(request, person, filled, problem=error, status=status))


def _page(
    request: Request, person: Person, filled: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    house = house_of(request)
    starts = _starts(house, person)
    given = QueryParams({name: values[0] for name, values in filled.fields.items()}) or request.query_params
    asked = _asked(given, starts)
    found = _answer(house, person, asked)
    return page(
        request,
        "levers.html",
        title=TITLE,
        person=person,
        status=status,
        sliders=[(slider, asked.figures.get(slider.name, 0)) for slider in SLIDERS],
        asked=asked,
        starts=starts,
        answer=found,
        typed=typed_from({"owner": person.full_name}) if not filled.fields else filled,
        problem=problem,
    )


def _starts(house: House, person: Person) -> list[dt.date]:
    """The days from which levers may hold: quarters that are still to come in the forecast."""
    cut = what_if_for(house, person.viewer).calendar.cut
    return list(months_to_start(max(cut, house.today())))


def _asked(given: QueryParams, starts: list[dt.date]) -> Asked:
    """Where the levers stand by an address or a form. Raises Refused for a figure that is none or beyond an end."""
    figures: dict[str, float] = {}
    for slider in SLIDERS:
        said = given.get(slider.name, "").strip()
        try:
            figure = float(said) if said else 0.0
        except ValueError:
            figure = float("nan")
        if not slider.low <= figure <= slider.high:
            raise Refused(
                f"The lever “{slider.words}” cannot stand there.",
                given=said,
                do_next=f"Give a number from {slider.low} to {slider.high}.",
            )
        figures[slider.name] = figure
    return Asked(figures, next((day for day in starts if day.isoformat() == given.get(FROM)), starts[0]))


def _scenario(asked: Asked, owner: str, title: str = "Yours") -> Scenario:
    return scenario_of(asked.figures, Said(asked.starts, owner), title)


def _moved(house: House, person: Person, asked: Asked) -> Moved:
    return moved_for(house, person.viewer, asked.address, lambda: _scenario(asked, person.full_name))


def _answer(house: House, person: Person, asked: Asked) -> Answer:
    return answer_of(_moved(house, person, asked))


def _shape(moved: Moved) -> Series:
    return Series.model_validate(moved.children["scenario"])
