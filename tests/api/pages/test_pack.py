"""The carer's pack: nothing that finds anybody, two people, a named carer, and every time it is taken kept."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.reports.carers_pack import QUESTIONS
from placements.models.audit import AuditRow
from placements.models.protected_look import ProtectedLook
from placements.models.reading import Reading
from placements.permissions import Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk, said
from tests.api.pages.test_night import decided, ready

CHILD, HOME_OF_THE_FAMILY = "N-260605-1", "YO1 1AA"
ANSWERS = {topic.value: f"Answer about {topic.value.replace('_', ' ')}." for topic in QUESTIONS}
CARER = {"to": "Hana Invented", "how": "other"}


@pytest.fixture
def pack(duty: Desk) -> str:
    """The pack of a child placed tonight with Hana Invented."""
    offer = ready(duty)
    return f"{duty.goes_on(f'{offer}/decide', **decided(duty, offer))}/pack/{CHILD}"


def asked(duty: Desk, pack: str, **fields: str) -> None:
    assert duty.goes_on(f"{pack}/ask", **(CARER | {"do": "ask"} | fields)) == pack


def test_what_is_not_known_is_said_and_what_is_written_down_stands(duty: Desk, pack: str) -> None:
    page = said(duty.open(pack))
    assert "12 answers missing" in page
    assert "What nobody has told us yet" in page
    assert "For Hana Invented, who cares for Wren from 5 June 2026." in page
    assert "Near Grandma." in page, "what the child said stands in it"
    assert duty.goes_on(f"{pack}/notes", **ANSWERS) == pack
    page = said(duty.open(pack))
    assert "Everything is answered" in page
    assert all(words in page for words in ANSWERS.values())
    duty.goes_on(f"{pack}/notes", **(ANSWERS | {"food": ""}))
    assert "1 answer missing" in said(duty.open(pack))


def test_no_address_is_in_it_and_words_that_hold_one_are_refused(duty: Desk, pack: str) -> None:
    assert HOME_OF_THE_FAMILY not in duty.open(pack)
    duty.goes_on(f"{pack}/notes", **(ANSWERS | {"school": "Left out of Mill Lane, then YO1 9ZZ."}))
    refusal = duty.refused(f"{pack}/ask", **CARER, do="ask")
    assert "Mill Lane" in refusal
    assert "YO1 9ZZ" in refusal


def test_it_goes_to_a_named_carer_once_a_second_person_has_read_it(
    duty: Desk, at: At, pack: str, town: sa.Engine
) -> None:
    asked(duty, pack)
    assert duty.send("/readings/1", answer="may-go").status_code == 403, "nobody reads their own"
    assert duty.client.get("/readings/1/pack.txt").status_code == 422, "nobody has let it go"
    manager = at(Role.TEAM_MANAGER)
    assert "Goes to Hana Invented" in said(manager.open("/readings/1"))
    manager.goes_on("/readings/1", answer="may-go")
    taken = duty.client.get("/readings/1/pack.txt").text
    assert "Draft" not in taken
    assert HOME_OF_THE_FAMILY not in taken
    with Session(town) as session:
        row = session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert row is not None
    assert (row.event, row.subject, row.detail["to"]) == ("paper_read", f"child {CHILD}", "Hana Invented")
    duty.goes_on(f"{pack}/notes", **ANSWERS)
    assert duty.client.get("/readings/1/pack.txt").status_code == 409, "another word is read again"


def test_addresses_are_on_it_for_a_reason_that_two_people_agreed_and_a_third_reviews(
    duty: Desk, at: At, pack: str, town: sa.Engine
) -> None:
    assert "Say what the addresses are needed for" in duty.refused(f"{pack}/ask", **CARER, do="ask", addresses="yes")
    asked(duty, pack, addresses="yes", because="Hana drives to family time.")
    manager = at(Role.TEAM_MANAGER)
    page = manager.open("/readings/1")
    assert "Hana drives to family time." in page
    assert HOME_OF_THE_FAMILY not in page, "whoever reads it learns that they will be there, not which"
    assert duty.send("/readings/1/pack", form="txt").status_code == 422
    manager.goes_on("/readings/1", answer="may-go")
    assert HOME_OF_THE_FAMILY not in duty.client.get("/readings/1/pack.txt").text
    assert HOME_OF_THE_FAMILY in duty.send("/readings/1/pack", form="txt").text
    assert at(Role.SOCIAL_WORKER).send("/readings/1/pack", form="txt").status_code == 403
    with Session(town) as session:
        look = session.scalars(sa.select(ProtectedLook)).one()
    assert (look.children, look.homes, look.reason) == ([CHILD], [], "Hana drives to family time.")
    assert "N-260605-1" in manager.open("/looks")


def test_tonight_one_person_lets_it_go_alone_without_addresses_and_another_reads_it_afterwards(
    duty: Desk, at: At, pack: str, town: sa.Engine
) -> None:
    alone = CARER | {"do": "alone", "alone": "Nobody else is on duty."}
    assert "never one with addresses" in duty.refused(
        f"{pack}/ask", **alone, addresses="yes", because="Hana drives to family time."
    )
    assert duty.goes_on(f"{pack}/ask", **alone) == pack
    assert duty.client.get("/readings/1/pack.pdf").content.startswith(b"%PDF")
    page = said(at(Role.TEAM_MANAGER).open("/readings"))
    assert "Went out already" in page
    assert "Nobody else is on duty." in page
    with Session(town) as session:
        assert str(session.get_one(Reading, 1).read_by_day) == "2026-06-08"
