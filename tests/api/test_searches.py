from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from matching.weights import PUBLISHED
from placements.permissions import Role
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.town import CANARY, settle
from tests.api.visitors import ADMINISTRATOR, signed_in_as

OFFICER = Role.PLACEMENT_OFFICER


@pytest.fixture
def engine(either_engine: sa.Engine) -> sa.Engine:
    return either_engine


@pytest.fixture(autouse=True)
def _settled(engine: sa.Engine) -> None:
    settle(engine)


def looks(engine: sa.Engine) -> list[tuple[str, str, str]]:
    with records_for(engine, ADMINISTRATOR) as records:
        return [(row.who, row.event, row.subject) for row in audit_rows(records)]


def test_open_referrals_stand_with_the_most_urgent_first(app: FastAPI) -> None:
    shown = signed_in_as(app, OFFICER).get("/placement-team").text
    assert shown.index("Ash, 9 and Birch, 6") < shown.index("Cedar, 15")
    assert "Tonight" in shown


def test_a_search_shows_ranked_homes_with_parts_that_add_up(app: FastAPI) -> None:
    client = signed_in_as(app, OFFICER)
    answer = client.get("/api/v1/search/R-1").json()
    assert [option["rank"] for option in answer["options"]] == list(range(1, len(answer["options"]) + 1))
    for option in answer["options"]:
        assert sum(part["points"] for part in option["contributions"]) == pytest.approx(option["fit"])
    page = client.get("/placement-team/R-1").text
    assert "Homes for Ash and Birch" in page
    assert page.index("H-1") < page.index("Left out")


def test_pages_and_programs_use_the_weights_the_authority_owns(app: FastAPI, tmp_path: Path) -> None:
    own = tmp_path / "weights.toml"
    own.write_text(PUBLISHED.read_text(encoding="utf-8").replace('"2026-1"', '"york-1"'), encoding="utf-8")
    house = app.state.house
    app.state.house = replace(house, settings=house.settings.model_copy(update={"weights": own}))
    assert signed_in_as(app, OFFICER).get("/api/v1/search/R-1").json()["versions"]["weights"] == "york-1"


def test_every_home_that_is_not_an_option_stands_with_its_reason(app: FastAPI) -> None:
    client = signed_in_as(app, OFFICER)
    answer = client.get("/api/v1/search/R-1").json()
    accounted = {(tuple(one["children"]), one["home"]) for key in ("options", "excluded") for one in answer[key]}
    bundles = {children for children, _ in accounted}
    assert accounted == {(children, f"H-{number}") for children in bundles for number in (1, 2, 3, 4)}
    pages = [unescape(client.get(f"/placement-team/R-1?part={part}").text) for part in range(3)]
    for one in answer["excluded"]:
        assert one["rules"]
        for rule in one["rules"]:
            assert any(rule["because"] in page for page in pages)


def test_a_part_of_the_group_that_there_is_not_is_not_found(app: FastAPI) -> None:
    client = signed_in_as(app, OFFICER)
    assert "Homes for Ash and Birch" in client.get("/placement-team/R-1?part=2").text
    assert client.get("/placement-team/R-1?part=3").status_code == 404
    assert client.get("/placement-team/R-1?part=-1").status_code == 422


def test_a_search_is_written_down_with_who_made_it(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, OFFICER)
    client.get("/placement-team/R-1")
    client.get("/api/v1/search/R-2")
    client.get("/placement-team")
    assert looks(engine)[-3:] == [
        (OFFICER.value, "searched", "referral R-1"),
        (OFFICER.value, "searched", "referral R-2"),
        (OFFICER.value, "child_read", "open referrals"),
    ]


def test_a_referral_that_is_not_held_is_not_found(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, OFFICER)
    for ref in ("R-404", "..%2F..%2Fetc%2Fpasswd", "/etc/passwd"):
        assert client.get(f"/api/v1/search/{ref}").status_code == 404
        assert client.get(f"/placement-team/{ref}").status_code == 404
    assert "searched" not in {event for _, event, _ in looks(engine)}


def test_prices_are_shown_only_to_roles_that_may_see_them(app: FastAPI) -> None:
    answer = signed_in_as(app, Role.SOCIAL_WORKER).get("/api/v1/search/R-1").json()
    assert {option["cost"]["because"] for option in answer["options"]} == {"Price not shown to this role."}
    assert all(option["cost"]["weekly_pence"] is None for option in answer["options"])


def test_no_postcode_of_a_home_is_on_any_page_or_answer(app: FastAPI) -> None:
    client = signed_in_as(app, Role.ADMINISTRATOR)
    paths = ("/placement-team", "/placement-team/R-1", "/api/v1/search/R-1", "/api/v1/homes", "/api/v1/referrals")
    for path in paths:
        text = client.get(path).text
        assert "H-1" in text or "R-1" in text
        assert CANARY not in text
        assert CANARY.replace(" ", "") not in text


def test_homes_are_listed_with_their_beds(app: FastAPI) -> None:
    homes = {home["home"]: home for home in signed_in_as(app, OFFICER).get("/api/v1/homes").json()}
    assert (homes["H-1"]["beds"], homes["H-1"]["taken"]) == (2, 0)
    assert (homes["H-2"]["beds"], homes["H-2"]["taken"]) == (1, 1)


def test_referrals_for_programs_hold_references_and_ages_and_no_names(app: FastAPI) -> None:
    answer = signed_in_as(app, OFFICER).get("/api/v1/referrals")
    assert answer.json()[0]["children"] == [
        {"child": "C-1", "age": 9, "sex": "M"},
        {"child": "C-2", "age": 6, "sex": "M"},
    ]
    assert "Ash" not in answer.text
