"""Nothing that is guarded stands on any page, paper, error or log of anybody who did not ask for it with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.reports.files import FORMS, LETTERS
from api.routes import ROUTES
from placements.models.audit import AuditRow
from placements.models.child import Child, Contact, PersonOfConcern
from placements.models.guarded import Guarded
from placements.models.home import Home, HomeHold
from placements.models.placement import Residence
from placements.permissions import Role
from tests.api.canaries import found_in, guarded, plant
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk
from tests.api.pages.test_objects import fill
from tests.api.town import SAID, TODAY

OTHERS = sorted(set(Role) - {Role.SIGNED_OUT, Role.ADMINISTRATOR}, key=lambda role: role is not Role.SOCIAL_WORKER)
IN_THE_RETURNS = frozenset({"episodes.home_post", "episodes.pl_post"})
"""Columns of which the town has no row: their canaries are those of tests/journeys/test_canaries.py."""
WHY = "Driving two children there tonight."


@pytest.fixture
def planted(duty: Desk, town: sa.Engine) -> tuple[dict[str, str], list[str]]:
    """The town with something behind every address of the desk, and a canary in every guarded column."""
    addresses = [*fill(duty, town).values(), "/referrals/new?copy=R-1", "/tonight"]
    _furnish(town)
    addresses += [route.path for route in ROUTES if route.method == "GET" and "{" not in route.path]
    return plant(town), addresses


def _furnish(engine: sa.Engine) -> None:
    """A row for every guarded column that the town has none of."""
    with Session(engine) as session, session.begin():
        child = session.scalars(sa.select(Child).where(Child.ref == "C-1")).one()
        home = session.scalars(sa.select(Home).where(Home.ref == "H-1")).one()
        session.add_all(
            [
                Contact(child_id=child.id, person="Grandma", **SAID),
                PersonOfConcern(child_id=child.id, person="An uncle", **SAID),
                HomeHold(home_id=home.id, kind="leave", starts_on=TODAY + dt.timedelta(days=90), **SAID),
                Residence(child_id=child.id, starts_on=TODAY, home_id=home.id, **SAID),
            ]
        )


def test_no_page_of_the_desk_tells_what_is_guarded(
    planted: tuple[dict[str, str], list[str]],
    at: At,
    capfd: pytest.CaptureFixture[str],
    scale: Callable[[int], int],
) -> None:
    """The administrator, who may open everything, always; every other role too under `make soak`."""
    canaries, addresses = planted
    told = {}
    for role in (Role.ADMINISTRATOR, *OTHERS[: scale(len(OTHERS))]):
        client = at(role).client
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code < 500, address
            told[role, address] = found_in(answer.content + str(answer.headers).encode(), canaries)
    assert {where: columns for where, columns in told.items() if columns} == {}
    logged = capfd.readouterr()
    assert not found_in((logged.out + logged.err).encode(), canaries)


@pytest.mark.parametrize("ending", FORMS)
def test_no_paper_about_a_child_tells_what_is_guarded(
    planted: tuple[dict[str, str], list[str]], at: At, ending: str
) -> None:
    canaries, addresses = planted
    client = at(Role.ADMINISTRATOR).client
    papers = [address.removesuffix(".txt") + ending for address in addresses if address.endswith(".txt")]
    told = {paper: client.get(paper) for paper in papers}
    assert ending not in LETTERS or any(answer.status_code == 200 for answer in told.values())
    assert {paper: found for paper, answer in told.items() if (found := found_in(answer.content, canaries))} == {}


def test_what_was_asked_for_with_a_reason_is_told_once_and_stands_in_no_audit(
    planted: tuple[dict[str, str], list[str]], duty: Desk, town: sa.Engine
) -> None:
    canaries, _ = planted
    shown = duty.send("/homes/H-1/address", reason=WHY)
    assert found_in(shown.content, canaries) == {"homes.postcode"}
    with Session(town) as session:
        assert not found_in(str(session.scalars(sa.select(AuditRow.detail)).all()).encode(), canaries)


def test_every_guarded_column_has_a_canary(planted: tuple[dict[str, str], list[str]]) -> None:
    wanted = {str(column) for kind in (Guarded.ADDRESS, Guarded.RESTRICTED) for column in guarded(kind)}
    assert set(planted[0].values()) >= wanted - IN_THE_RETURNS
