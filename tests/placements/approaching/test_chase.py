"""The chase list: past due first, the most urgent first; whoever must be told it is over; then those not due."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.approaching.chase import Chase, chase
from placements.approaching.closing import close_approach
from placements.approaching.letters import WORDS
from placements.approaching.replies import Reply
from placements.deciding.offers import withdraw
from placements.errors import Conflict
from placements.models.approach import Approach, ReplyAnswer, WhyNot
from placements.models.decision import Decision, Happened
from placements.models.home import Home
from placements.models.offer import Offer, OfferState, RefusalReason
from placements.models.referral import Referral, ReferralStatus
from placements.repository.approaches import approach_lines
from placements.repository.records import records_for
from tests.matching.town import settle
from tests.placements.approaching.asked import DANA, NOW, OFFICER, answer, held, send, work_at

HOUR = dt.timedelta(hours=1)


def list_at(engine: sa.Engine, at: dt.datetime) -> Chase:
    with records_for(engine, OFFICER) as records:
        return chase(approach_lines(records), at)


def refs(lines: object) -> list[str]:
    return [one.line.approach.reference for one in lines]  # type: ignore[attr-defined]


def test_past_due_comes_first_and_tonight_before_planned(engine: sa.Engine) -> None:
    settle(engine)
    planned = send(engine, referral="R-2", at=NOW - 3 * HOUR)
    tonight, later = send(engine), send(engine, "P-1", at=NOW + HOUR)
    found = list_at(engine, NOW + 2 * HOUR)
    assert refs(found.overdue) == [tonight, planned]
    assert refs(found.waiting) == [later]
    assert tonight in found.overdue[0].words
    assert "was due by 23:00 on 5 June 2026" in found.overdue[0].words


def test_who_has_answered_is_not_chased_and_who_only_asked_is(engine: sa.Engine) -> None:
    settle(engine)
    said_no, asked = send(engine), send(engine, "P-1")
    answer(engine, Reply(said_no, ReplyAnswer.NO, RefusalReason.NO_SPACE))
    answer(engine, Reply(asked, ReplyAnswer.QUESTION, words="Which school?"))
    found = list_at(engine, NOW + 9 * HOUR)
    assert refs(found.overdue) == [asked]
    assert found.overdue[0].line.answers == (ReplyAnswer.QUESTION,)
    assert found.to_tell == ()


def test_whoever_we_withdrew_from_is_told_once_and_why(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    with work_at(engine) as work:
        withdraw(work, held(engine, reference)[1].id, "The child was placed elsewhere.")
        work.commit()
    assert refs(list_at(engine, NOW).to_tell) == [reference]
    with work_at(engine) as work:
        closed = close_approach(work, reference, WhyNot.SIBLINGS_TOGETHER, DANA)
        work.commit()
    assert WORDS[WhyNot.SIBLINGS_TOGETHER] in (closed.closing_text or "")
    assert held(engine, reference)[1].feedback_sent == NOW.date()
    assert list_at(engine, NOW).to_tell == ()
    with work_at(engine) as work, pytest.raises(Conflict, match="told already"):
        close_approach(work, reference, WhyNot.NEARER, DANA)


def test_a_referral_that_closed_leaves_nobody_waiting_in_silence(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    with Session(engine) as session, session.begin():
        session.execute(sa.update(Referral).where(Referral.ref == "R-1").values(status=ReferralStatus.WITHDRAWN))
    found = list_at(engine, NOW + 9 * HOUR)
    assert (refs(found.to_tell), found.overdue) == ([reference], ())
    assert WORDS[WhyNot.PLAN_CHANGED] in found.to_tell[0].words
    with work_at(engine) as work:
        close_approach(work, reference, WhyNot.PLAN_CHANGED, DANA)
        work.commit()
    assert held(engine, reference)[1].state is OfferState.WITHDRAWN


def test_whose_home_was_chosen_is_not_told_that_it_is_over(engine: sa.Engine) -> None:
    settle(engine)
    reference, other = send(engine), send(engine, "P-1")
    for one in (reference, other):
        with work_at(engine) as work:
            withdraw(work, held(engine, one)[1].id, "The child was placed elsewhere.")
            work.commit()
    with Session(engine) as session, session.begin():
        _a_second_home_of_the_same_provider_was_chosen(session, reference)
    assert refs(list_at(engine, NOW).to_tell) == [other]


def _a_second_home_of_the_same_provider_was_chosen(session: Session, reference: str) -> None:
    first = session.scalars(sa.select(Offer).join(Approach).where(Approach.reference == reference)).one()
    home = session.scalars(sa.select(Home).where(Home.ref == "H-1")).one()
    decision = Decision(
        referral_id=first.referral_id,
        decided_by="Sam Invented",
        role="team_manager",
        at=NOW,
        reason="It fits.",
        happened=Happened.OTHER,
    )
    session.add(decision)
    session.flush()
    row: dict[str, object] = {"referral_id": first.referral_id, "provider_id": first.provider_id, "home_id": home.id}
    row |= {"at": NOW, "state": OfferState.PLACED, "by": "Sam Invented", "accepted_by": "Kim Invented"}
    session.execute(sa.insert(Offer).values(decision_id=decision.id, **row))


def test_every_reason_has_its_words_and_none_names_a_person() -> None:
    assert set(WORDS) == set(WhyNot)
    assert not any("carer" in words for words in WORDS.values())


def test_the_list_is_the_same_for_a_program(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    told = list_at(engine, NOW).as_json()
    assert [one["reference"] for one in told["waiting"]] == [reference]
    assert told["waiting"][0]["state"] == "approached"
