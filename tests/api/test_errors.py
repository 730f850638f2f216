from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from api.app import create_app
from api.routes import ROUTES
from api.routing import Audience, Open, Route
from api.settings import Settings
from placements.errors import Conflict, NotFound, Refused
from tests.api.visitors import CHEAP, visitor

SECRET = "Ash lives at 1 Example Lane"


def raising(error: Exception) -> Callable[[], None]:
    def answer() -> None:
        raise error

    return answer


def app_that_raises(engine: sa.Engine, error: Exception) -> FastAPI:
    broken = raising(error)
    routes = (
        Route("GET", "/broken", broken, Open.PUBLIC, Audience.PERSON),
        Route("GET", "/api/v1/broken", broken, Open.PUBLIC, Audience.PROGRAM),
    )
    return create_app(Settings(), engine, hasher=CHEAP, routes=[*ROUTES, *routes])


def test_a_fault_of_ours_is_a_sentence_and_a_reference_and_no_contents(
    engine: sa.Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    client = visitor(app_that_raises(engine, ValueError(SECRET)))
    page, answer = client.get("/broken"), client.get("/api/v1/broken")
    assert (page.status_code, answer.status_code) == (500, 500)
    said = answer.json()
    assert said["error"] == "Fault"
    assert said["reference"] in said["do_next"]
    for text in (page.text, answer.text):
        assert SECRET not in text
        assert "Traceback" not in text
        assert "ValueError" not in text
    logged = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["where"] for line in logged] == ["GET /broken", "GET /api/v1/broken"]
    assert logged[1]["reference"] == said["reference"]
    assert logged[1]["kind"] == "ValueError"
    assert SECRET not in json.dumps(logged)


def test_a_database_out_of_reach_is_said_to_be_busy(engine: sa.Engine) -> None:
    client = visitor(app_that_raises(engine, sa.exc.OperationalError(SECRET, {}, Exception(SECRET))))
    answer = client.get("/api/v1/broken")
    assert answer.status_code == 503
    assert SECRET not in answer.text


@pytest.mark.parametrize(("kind", "status"), [(Refused, 422), (NotFound, 404), (Conflict, 409)])
def test_a_refusal_says_what_is_wrong_what_was_given_and_what_to_do(
    engine: sa.Engine, kind: type[Refused], status: int
) -> None:
    client = visitor(app_that_raises(engine, kind("The bed is taken.", given="H-204", do_next="Choose another.")))
    answer = client.get("/api/v1/broken")
    assert answer.status_code == status
    wanted = {"error": kind.__name__, "what": "The bed is taken.", "given": "H-204", "do_next": "Choose another."}
    assert answer.json() == wanted
    page = client.get("/broken")
    assert page.status_code == status
    for part in ("The bed is taken.", "H-204", "Choose another."):
        assert part in page.text


def test_what_was_given_is_shown_as_text_and_never_as_markup(engine: sa.Engine) -> None:
    client = visitor(app_that_raises(engine, Refused("No.", given="<script>alert(1)</script>", do_next="Stop.")))
    assert "<script>alert" not in client.get("/broken").text


def test_an_unknown_address_is_answered_in_words(app: FastAPI) -> None:
    client = visitor(app)
    assert "There is no page at this address." in client.get("/nowhere").text
    assert client.get("/api/nowhere").json()["error"] == "NotFound"
    assert client.delete("/sign-in").status_code == 405


def test_a_page_is_drawn_even_where_the_record_cannot_be_read() -> None:
    engine = sa.create_engine("sqlite:////nowhere/at/all.db")
    assert visitor(create_app(Settings(), engine, hasher=CHEAP)).get("/sign-in").status_code == 200
