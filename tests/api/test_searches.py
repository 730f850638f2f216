from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from matching.weights import PUBLISHED
from placements.audit_chain import Event
from placements.database import open_engine
from placements.models.home import Home, HomeStatus
from placements.permissions import Permission, Role
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
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


def test_a_search_is_worked_out_anew_after_any_write_and_every_look_is_kept(app: FastAPI, engine: sa.Engine) -> None:
    client, other_process = signed_in_as(app, OFFICER), open_engine(engine.url.render_as_string(hide_password=False))
    first, again = (client.get("/api/v1/search/R-1").json() for _ in range(2))
    assert again == first | {"search": first["search"] + 1}
    assert [event for _, event, _ in looks(engine)].count("searched") == 2
    with UnitOfWork(other_process, ADMINISTRATOR, Permission.LOAD_DATA) as work:
        work.session.execute(sa.update(Home).where(Home.ref == "H-1").values(status=HomeStatus.CLOSED))
        work.record(Event.DATA_LOADED, "a home closed")
        work.commit()
    other_process.dispose()
    assert "H-1" in {one["home"] for one in first["options"]}
    assert "H-1" not in {one["home"] for one in client.get("/api/v1/search/R-1").json()["options"]}


def test_a_search_kept_for_one_role_tells_no_other_its_prices(app: FastAPI) -> None:
    worker, officer = signed_in_as(app, Role.SOCIAL_WORKER), signed_in_as(app, OFFICER)
    seen, unseen = (client.get("/api/v1/search/R-1").json()["options"][0]["cost"] for client in (officer, worker))
    assert "not shown" in unseen["because"]
    assert "not shown" not in (seen["because"] or "")


def test_twice_as_many_people_as_there_are_connections_search_at_once(app: FastAPI) -> None:
    client, people = signed_in_as(app, OFFICER), 40
    with ThreadPoolExecutor(people) as pool:
        answers = list(pool.map(lambda _: client.get("/api/v1/search/R-1"), range(people)))
    assert [answer.status_code for answer in answers] == [200] * people
    assert len({answer.json()["search"] for answer in answers}) == people
