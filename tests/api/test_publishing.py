"""Preparing, signing, releasing and withdrawing on pages, what the public reads, and the attacks on pages and files."""

from __future__ import annotations

import csv
import io
import re

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.published import as_csv, picture_in
from api.routes import ROUTES
from placements.models.publication import Release
from placements.permissions import Role
from placements.repository.records import records_for
from placements.repository.releases import register
from tests.api.board_made_up import gathered_made_up, keep_board
from tests.api.visitors import ADMINISTRATOR, csrf_in, signed_in_as, visitor

NAME = "board-2026-03-31"
PUBLIC = f"/published/{NAME}"
ASKS = "Agree ten more foster homes.\nHear what our children say."


def post(client: TestClient, path: str, **fields: str) -> httpx2.Response:
    return client.post(path, data={"csrf": csrf_in(client.get("/")), **fields})


@pytest.fixture
def commissioner(app: FastAPI) -> TestClient:
    keep_board(app)
    return signed_in_as(app, Role.COMMISSIONER)


def published(app: FastAPI, commissioner: TestClient, **fields: str) -> int:
    """A release as it would be made: frozen, signed by two, published."""
    answer = post(commissioner, "/releases", **({"asks": ASKS} | fields))
    assert answer.status_code == 303, answer.text
    number = int(answer.headers["location"].rsplit("/", 1)[1])
    director = signed_in_as(app, Role.DIRECTOR)
    assert post(commissioner, f"/releases/{number}/sign-figures").status_code == 303
    assert post(director, f"/releases/{number}/sign-publication").status_code == 303
    assert post(commissioner, f"/releases/{number}/release").status_code == 303
    return number


def everything_public(app: FastAPI) -> dict[str, str]:
    """Every byte that anybody may have without signing in."""
    nobody = visitor(app)
    paths = ["/published", PUBLIC, f"{PUBLIC}/figures.csv", f"{PUBLIC}/children.svg", f"{PUBLIC}/money.svg"]
    return {path: nobody.get(path).text for path in [*paths, f"/api/v1{PUBLIC}"]}


def test_the_public_reads_nothing_before_two_people_signed_and_it_was_released(
    app: FastAPI, commissioner: TestClient
) -> None:
    nobody = visitor(app)
    assert "Nothing is published yet" in nobody.get("/published").text
    number = int(post(commissioner, "/releases", asks=ASKS).headers["location"].rsplit("/", 1)[1])
    assert nobody.get(PUBLIC).status_code == 404
    assert "not signed by two people" in post(commissioner, f"/releases/{number}/release").text
    assert nobody.get(PUBLIC).status_code == 404
    published(app, commissioner)
    page = nobody.get(PUBLIC)
    assert page.status_code == 200
    assert re.findall(r'<span class="app-figure__number">(.*?)</span>', page.text)[:2] == ["240", "51%"]
    assert "Agree ten more foster homes." in page.text
    assert "Our children and their homes, 31 March 2026" in nobody.get("/published").text


def test_a_published_page_is_taken_away_as_a_report_with_its_certificate(
    app: FastAPI, commissioner: TestClient
) -> None:
    published(app, commissioner, voice="Ask us before we move.")
    nobody = visitor(app)
    page, report = nobody.get(PUBLIC), nobody.get(f"{PUBLIC}/paper.html")
    assert f"{PUBLIC}/paper.pdf" in page.text
    assert report.status_code == 200
    assert "Draft" not in report.text
    for said in ("Ask us before we move.", "Fingerprint of the figures (SHA-256)", "Agree ten more foster homes."):
        assert said in report.text
    assert "Ask us before we move." in page.text
    assert report.headers["cache-control"] == "no-cache"
    assert nobody.get("/published/no-such-thing/paper.pdf").status_code == 404


def test_a_second_person_must_read_doubtful_words(app: FastAPI, commissioner: TestClient) -> None:
    answer = post(commissioner, "/releases", asks="The only child in secure accommodation should come home.")
    number = answer.headers["location"].rsplit("/", 1)[1]
    director = signed_in_as(app, Role.DIRECTOR)
    refused = post(director, f"/releases/{number}/sign-publication")
    assert (refused.status_code, "only child" in refused.text) == (422, True)
    assert post(director, f"/releases/{number}/sign-publication", words_read="yes").status_code == 303


def test_whoever_prepared_it_cannot_agree_to_publish_it(app: FastAPI) -> None:
    keep_board(app)
    director = signed_in_as(app, Role.DIRECTOR)
    number = post(director, "/releases", asks="").headers["location"].rsplit("/", 1)[1]
    assert post(director, f"/releases/{number}/sign-publication").status_code == 403


def test_11_no_chart_label_or_coordinate_is_finer_than_the_table(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    drawing = visitor(app).get(f"{PUBLIC}/children.svg").text
    picture = visitor(app).get(f"/api/v1{PUBLIC}").json()
    told = {str(point["children"]) for point in picture["past"]}
    told |= {str(point[name]) for point in picture["ahead"] for name in ("middle", "low", "high")}
    labels = set(re.findall(r"(?:>|<!-- )(\d+) · ", drawing))
    assert labels
    assert labels <= told
    assert "<title" not in drawing
    assert "tooltip" not in drawing


def test_12_the_table_to_take_away_is_plain_text_with_nothing_behind_it(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    answer = visitor(app).get(f"{PUBLIC}/figures.csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert {len(row) for row in rows} == {5}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]
    assert not {"1", "2", "3", "4", "5"} & {row[3] for row in rows}


def test_13_no_hidden_number_stands_in_any_page_source_answer_or_address(app: FastAPI) -> None:
    keep_board(app, gathered_made_up(moved=4))
    published(app, signed_in_as(app, Role.COMMISSIONER))
    for path, text in everything_public(app).items():
        assert '"kept"' not in text, path
        assert '"marks"' not in text, path
        assert not re.search(r"<td[^>]*>\s*[1-5]\s*</td>", text), path
    assert '"c"' in everything_public(app)[f"/api/v1{PUBLIC}"]
    nobody = visitor(app)
    assert nobody.get(PUBLIC, params={"hide": "no", "full": "1"}).text == nobody.get(PUBLIC).text
    assert not [route for route in ROUTES if "/published" in route.path and "search" in route.path]


def test_13_a_withdrawn_page_is_gone_at_once_also_from_what_browsers_keep(
    app: FastAPI, commissioner: TestClient
) -> None:
    number = published(app, commissioner)
    nobody = visitor(app)
    kept = nobody.get(PUBLIC)
    assert kept.headers["cache-control"] == "no-cache"
    same = nobody.get(PUBLIC, headers={"If-None-Match": kept.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert post(commissioner, f"/releases/{number}/withdraw", because="A band was wrong.").status_code == 303
    assert nobody.get(PUBLIC, headers={"If-None-Match": kept.headers["etag"]}).status_code == 404
    assert "Nothing is published yet" in nobody.get("/published").text
    assert kept.headers["x-robots-tag"] == "noindex, nofollow"


def test_14_file_names_titles_and_authors_tell_nothing(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    nobody = visitor(app)
    answer = nobody.get(f"{PUBLIC}/figures.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="figures.csv"'
    assert "last-modified" not in answer.headers
    for path, text in everything_public(app).items():
        assert "commissioner Example" not in text, path
        assert "<metadata>" not in text or "<dc:creator>" not in text, path


def test_public_pages_carry_the_protective_headers_and_no_session(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    answer = visitor(app).get(PUBLIC)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert "set-cookie" not in answer.headers


def test_public_pages_put_no_question_to_the_record(app: FastAPI, commissioner: TestClient, engine: sa.Engine) -> None:
    published(app, commissioner)
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    nobody = visitor(app)
    files = (f"{PUBLIC}/children.svg", f"{PUBLIC}/figures.csv", f"{PUBLIC}/paper.html", f"/api/v1{PUBLIC}")
    for path in ("/published", PUBLIC, *files):
        assert nobody.get(path).status_code == 200
    sa.event.remove(engine, "before_cursor_execute", note)
    tables = {name for statement in asked for name in re.findall(r"(?:FROM|JOIN) (\w+)", statement)}
    assert tables == {"releases", "signatures"}
    assert not [statement for statement in asked if "kept" in statement]


def test_a_frozen_release_does_not_move_when_the_record_does(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    before = everything_public(app)
    app.state.house.answers._places.clear()
    keep_board(app, gathered_made_up(children=300))
    assert everything_public(app) == before


def test_a_correction_that_moves_one_child_tells_nothing_of_it(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    app.state.house.answers._places.clear()
    keep_board(app, gathered_made_up(in_area=124))
    assert "reason for the correction" in post(commissioner, "/releases", asks="").text
    published(app, commissioner, because="A late correction.")
    rows = {row["words"]: row["count"] for row in visitor(app).get(f"/api/v1{PUBLIC}").json()["where"][0]["rows"]}
    assert rows["In our own area"] == "c"
    assert "edition 2: A late correction." in visitor(app).get(PUBLIC).text


def test_the_register_shows_who_signed_what(app: FastAPI, commissioner: TestClient, engine: sa.Engine) -> None:
    number = published(app, commissioner)
    page = commissioner.get(f"/releases/{number}").text
    assert "Commissioner Example" in page
    assert "Director Example" in page
    with records_for(engine, ADMINISTRATOR) as records:
        (held,) = register(records)
    assert isinstance(held, Release)
    assert held.certificate["narrowest_range"] is None or held.certificate["narrowest_range"] >= 3


def test_the_table_to_take_away_holds_what_the_page_does(app: FastAPI, commissioner: TestClient) -> None:
    published(app, commissioner)
    from api.published import one_published

    picture = picture_in(one_published(app.state.house, NAME))
    text = as_csv(picture)
    assert "Where our children live,In our own area,31 March 2026,123,51%" in text
