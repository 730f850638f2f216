"""What went to whom is kept exactly: the text, its digest, who sent it, who read it, when an answer is due."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.approaching.sending import Paper, Release, keep_sent, text_as_sent
from placements.deciding.people import Named
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.approach import Approach, ReferralToken
from placements.models.audit import AuditRow
from placements.models.offer import OfferState
from placements.models.reading import Reading, ReadingState
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork
from tests.matching.town import settle
from tests.placements.approaching.asked import DANA, DUE, NOW, ROBIN, held, read, send, work_at

MONDAY = dt.date(2026, 6, 8)
SYSTEM = Viewer("command line", Role.ADMINISTRATOR)


def test_the_exact_text_is_kept_with_its_digest_and_an_audit_row(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    approach, offer = held(engine, reference)
    assert approach.text == f"A home? Reference {reference}."
    assert approach.digest == hashlib.sha256(approach.text.encode()).hexdigest()
    assert (approach.sent_by, approach.released_by, approach.sent_at) == ("Dana Invented", "Robin Invented", NOW)
    assert (offer.state, offer.reply_due) == (OfferState.APPROACHED, DUE)
    with Session(engine) as session:
        row = session.scalars(sa.select(AuditRow).where(AuditRow.event == "approach_sent")).one()
        assert row.subject == f"approach {reference}"
        assert row.detail["digest"] == approach.digest
        assert session.scalars(sa.select(ReferralToken)).one().made_by == "Dana Invented"


def test_each_provider_and_each_referral_gets_another_reference(engine: sa.Engine) -> None:
    settle(engine)
    assert len({send(engine), send(engine, "P-1"), send(engine, referral="R-2")}) == 3


def test_a_provider_is_not_asked_twice_at_once(engine: sa.Engine) -> None:
    settle(engine)
    send(engine)
    with pytest.raises(Conflict, match="open offer"):
        send(engine)


def test_a_second_person_is_not_merely_named_by_the_first(engine: sa.Engine) -> None:
    settle(engine)
    with pytest.raises(Refused, match="says so themselves"):
        send(engine, checked_by="Robin Invented")
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count(Approach.id))) == 0


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"checked_by": None}, "second named person"),
        ({"checked_by": "  "}, "second named person"),
        ({"checked_by": "dana invented "}, "somebody else"),
        ({"person": Named("", Role.PLACEMENT_OFFICER)}, "person must answer"),
    ],
)
def test_what_is_written_down_for_people_names_two_of_them(engine: sa.Engine, how: dict[str, Any], words: str) -> None:
    settle(engine)
    usual: dict[str, Any] = {"person": DANA, "checked_by": "Robin Invented"}
    release = Release(**(usual | how))
    with work_at(engine, viewer=SYSTEM) as work, pytest.raises(Refused, match=words):
        keep_sent(work, Paper("R-1", "P-2", "HW-0000-0000", DUE, "A home?", "A home?", {}), release)


def test_one_person_alone_gives_a_reason_which_is_kept_and_somebody_else_reads_it_afterwards(engine: sa.Engine) -> None:
    settle(engine)
    approach, offer = held(engine, send(engine, reason="Nobody else is on duty."))
    assert (approach.released_by, approach.reason) == (None, "Nobody else is on duty.")
    with Session(engine) as session:
        after = session.get_one(Reading, approach.reading_id)
    assert (after.alone_because, after.read_by_day, after.state) == (approach.reason, MONDAY, ReadingState.WAITING)
    assert after.referral_id == offer.referral_id
    second, _ = held(engine, send(engine, "P-1", reason="Nobody else is on duty."))
    assert second.reading_id == after.id, "the same words to another provider are read once"


def test_a_changed_word_is_read_again(engine: sa.Engine) -> None:
    settle(engine)
    read(engine, "A home for R-1?")
    with work_at(engine) as work, pytest.raises(Refused, match="second named person"):
        keep_sent(work, Paper("R-1", "P-2", "HW-0000-0000", DUE, "A home!", "A home for R-1!", {}), Release(DANA))


def test_whoever_read_a_paper_does_not_send_it(engine: sa.Engine) -> None:
    settle(engine)
    read(engine, "A home for R-1?")
    robin = Release(Named("Robin Invented", Role.PLACEMENT_OFFICER))
    with work_at(engine, viewer=ROBIN) as work, pytest.raises(Refused, match="somebody else"):
        keep_sent(work, Paper("R-1", "P-2", "HW-0000-0000", DUE, "A home?", "A home for R-1?", {}), robin)


def test_nobody_sends_for_somebody_else(engine: sa.Engine) -> None:
    settle(engine)
    with pytest.raises(NotPermitted, match="signs for somebody else"):
        send(engine, person=Named("Robin Invented", Role.PLACEMENT_OFFICER))


def test_the_database_itself_refuses_one_person_without_a_reason(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    with Session(engine) as session, pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.update(Approach).where(Approach.reference == reference).values(released_by=None))


def test_an_altered_text_is_noticed(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    with Session(engine) as session, session.begin():
        session.execute(sa.update(Approach).values(text="Something else."))
    with work_at(engine) as work, pytest.raises(Conflict, match="not what was sent"):
        text_as_sent(work, reference.lower())
    with work_at(engine) as work, pytest.raises(NotFound):
        text_as_sent(work, "HW-0000-0000")


def test_whoever_may_not_make_offers_sends_nothing(engine: sa.Engine) -> None:
    settle(engine)
    sam = Viewer("Sam Invented", Role.SOCIAL_WORKER)
    paper = Paper("R-1", "P-2", "HW-0000-0000", DUE, "A home?", "A home?", {})
    release = Release(Named("Sam Invented", Role.SOCIAL_WORKER))
    with UnitOfWork(engine, sam, Permission.SEE_REFERRALS) as work, pytest.raises(NotPermitted):
        keep_sent(work, paper, release)
