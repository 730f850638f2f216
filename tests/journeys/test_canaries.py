"""Nothing that is guarded stands on any page, paper, picture or answer about a whole authority."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx2
import pytest

from api.reports.files import FORMS
from api.routes import ROUTES
from tests.api.canaries import found_in, guarded_values
from tests.api.visitors import csrf_in
from tests.journeys.conftest import Served

PAPERS = sorted(route.path for route in ROUTES if route.method == "GET" and route.path.endswith(".{form}"))
WHOLE = sorted(route.path for route in ROUTES if route.method == "GET" and "{" not in route.path)
PATIENCE = 240.0


@pytest.fixture
def administrator(served: Served) -> Iterator[httpx2.Client]:
    """Somebody who may open everything and gave no reason for anything."""
    with httpx2.Client(base_url=served.address, timeout=PATIENCE) as client:
        secret = {"name": "administrator", "password": served.passwords["administrator"]}
        assert client.post("/sign-in", data={"csrf": csrf_in(client.get("/sign-in")), **secret}).status_code == 303
        yield client


def test_nothing_about_the_authority_tells_what_is_guarded(
    administrator: httpx2.Client, served: Served, capfd: pytest.CaptureFixture[str], scale: Callable[[int], int]
) -> None:
    """Each page once and each paper in one form, the forms in turn; every paper in every form under `make soak`."""
    canaries = guarded_values(served.engine)
    told, drawn = {}, 0
    for address in [*WHOLE, *_files(scale(len(FORMS)))]:
        answer = administrator.get(address)
        assert answer.status_code < 500, address
        drawn += answer.status_code == 200
        told[address] = found_in(answer.content + str(answer.headers).encode(), canaries)
    assert {address: columns for address, columns in told.items() if columns} == {}
    assert drawn >= len(WHOLE)
    logged = capfd.readouterr()
    assert not found_in((logged.out + logged.err).encode(), canaries)


def test_the_authority_has_something_to_tell_in_its_guarded_columns(served: Served) -> None:
    assert set(guarded_values(served.engine).values()) >= {
        "homes.postcode",
        "children.home_postcode",
        "episodes.home_post",
        "episodes.pl_post",
        "accounts.password_hash",
        "sign_ins.token_hash",
    }


def _files(turns: int) -> list[str]:
    forms = [ending.removeprefix(".") for ending in FORMS]
    found = []
    for number, paper in enumerate(PAPERS):
        found += [paper.replace("{form}", forms[(number + turn) % len(forms)]) for turn in range(turns)]
    return found
