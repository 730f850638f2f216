"""Scenarios that were kept: side by side, each with its owner, and the log of everything they assume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to
from api.figures import moved_for
from api.house import House, house_of
from api.lever_answer import Answer, answer_of
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from forecasting.scenario import Scenario
from forecasting.scenario_file import scenario_from_toml
from placements.models.scenario import KeptScenario
from placements.repository.records import records_for
from placements.repository.scenarios import scenario_by, scenarios_kept
from placements.scenarios import take_away_scenario

ASSUMED = {
    "row": "Lever",
    "changes": "Changes",
    "change": "By",
    "starts": "From",
    "ends": "Until",
    "source": "Source",
    "owner": "Owner",
}


@dataclass(frozen=True)
class Line:
    """One scenario with what it would change."""

    kept: KeptScenario
    scenario: Scenario
    answer: Answer

    @property
    def assumptions(self) -> list[dict[str, str]]:
        """Each lever, in the columns that the log shows."""
        return [{name: said[name] for name in ASSUMED} for said in self.scenario.assumptions()]


def scenarios(request: Request, person: SignedIn) -> Response:
    """Draw the list: every kept scenario beside the course as it goes on."""
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        kept = scenarios_kept(records)
    return page(
        request,
        "scenarios.html",
        title="Scenarios",
        person=person,
        lines=_lines(house, person, kept),
        columns=ASSUMED,
    )


def document(request: Request, person: SignedIn, number: int) -> Response:
    """A scenario as its TOML file, to be read, changed and run with `homeward forecast --scenario`."""
    with records_for(house_of(request).engine, person.viewer) as records:
        kept = scenario_by(records, number)
    name = f'attachment; filename="scenario-{number}.toml"'
    return Response(kept.document, media_type="application/toml", headers={"Content-Disposition": name})


def take_away(request: Request, person: SignedIn, number: int) -> Response:
    """Take a scenario off the list."""
    changed(house_of(request), person, lambda work: take_away_scenario(work, number))
    return on_to("/scenarios")


def _lines(house: House, person: Person, kept: Sequence[KeptScenario]) -> list[Line]:
    return [_line(house, person, one) for one in kept]


def _line(house: House, person: Person, kept: KeptScenario) -> Line:
    scenario = scenario_from_toml(kept.document, kept.title)
    moved = moved_for(house, person.viewer, f"scenario {kept.id}", lambda: scenario)
    return Line(kept, scenario, answer_of(moved))
