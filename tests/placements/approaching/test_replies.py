"""A reply moves the offer it answers, is kept as it came, and is logged once."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.approaching.replies import Reply, log_reply
from placements.deciding.offers import withdraw
from placements.errors import NotFound, NotPermitted, Refused
from placements.models.approach import ApproachReply, ReplyAnswer
from placements.models.contract import Provider
from placements.models.home import Home, HomeKind, HomeStatus
from placements.models.offer import Offer, OfferState, RefusalReason
from placements.permissions import Permission, Role, Viewer
from placements.repository.approaches import reply_histories
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.matching.town import settle
from tests.placements.approaching.asked import NOW, OFFICER, answer, held, send, work_at


def with_homes(engine: sa.Engine) -> str:
    """The town with two homes of the agency, asked."""
    settle(engine)
    with Session(engine) as session, session.begin():
        agency = session.scalars(sa.select(Provider).where(Provider.ref == "P-2")).one()
        for ref in ("AG-1", "AG-2"):
            session.add(Home(ref=ref, kind=HomeKind.FOSTERING, provider_id=agency.id, status=HomeStatus.ACTIVE))
    return send(engine)


def test_a_no_declines_with_its_reason(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    kept = answer(engine, Reply(reference, ReplyAnswer.NO, RefusalReason.NO_SPACE, words="Full until July."))
    _, offer = held(engine, reference)
    assert (offer.state, offer.reason, offer.words) == (OfferState.DECLINED, "no_space", "Full until July.")
    assert kept is not None
    assert (kept.offer_id, kept.logged_by) == (offer.id, "Dana Invented")


def test_an_offer_names_a_home_and_its_price(engine: sa.Engine) -> None:
    reference = with_homes(engine)
    answer(engine, Reply(reference.lower(), ReplyAnswer.OFFER, home="AG-1", weekly_pence=85_000))
    _, offer = held(engine, reference)
    assert (offer.state, offer.weekly_pence) == (OfferState.OFFERED, 85_000)


def test_a_second_home_under_the_same_reference_is_an_offer_of_its_own(engine: sa.Engine) -> None:
    reference = with_homes(engine)
    answer(engine, Reply(reference, ReplyAnswer.OFFER, home="AG-1"))
    answer(engine, Reply(reference, ReplyAnswer.OFFER, home="AG-2"))
    with Session(engine) as session:
        offers = session.execute(sa.select(Home.ref, Offer.state).join(Home, Home.id == Offer.home_id)).all()
    assert sorted(map(tuple, offers)) == [("AG-1", "offered"), ("AG-2", "offered")]


def test_a_question_is_kept_and_moves_nothing(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    kept = answer(engine, Reply(reference, ReplyAnswer.QUESTION, words="How far is the school?"))
    assert kept is not None
    assert kept.offer_id is None
    assert held(engine, reference)[1].state is OfferState.APPROACHED


def test_a_reply_that_comes_too_late_is_kept_and_moves_nothing(engine: sa.Engine) -> None:
    reference = with_homes(engine)
    with work_at(engine) as work:
        withdraw(work, held(engine, reference)[1].id, "Placed elsewhere.")
        work.commit()
    kept = answer(engine, Reply(reference, ReplyAnswer.OFFER, home="AG-1"))
    assert kept is not None
    assert kept.offer_id is None
    assert held(engine, reference)[1].state is OfferState.WITHDRAWN


def test_the_same_reply_is_logged_once(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    no = Reply(reference, ReplyAnswer.NO, RefusalReason.AGE, words="Too young.")
    assert answer(engine, no) is not None
    assert answer(engine, no) is None
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count(ApproachReply.id))) == 1


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (Reply("HW-0000-0000", ReplyAnswer.QUESTION), NotFound, "No approach"),
        (Reply("{}", ReplyAnswer.NO), Refused, "comes with its reason"),
        (Reply("{}", ReplyAnswer.OFFER), Refused, "names the carers or the home"),
        (Reply("{}", ReplyAnswer.OFFER, home="AG-9"), NotFound, "No home"),
        (Reply("{}", ReplyAnswer.OFFER, home="K-1"), Refused, "not this provider's"),
    ],
)
def test_a_reply_that_says_too_little_is_refused_and_nothing_moves(
    engine: sa.Engine, reply: Reply, error: type[Exception], words: str
) -> None:
    reference = with_homes(engine)
    told = {**vars(reply), "reference": reply.reference.format(reference)}
    with pytest.raises(error, match=words):
        answer(engine, Reply(**told))
    assert held(engine, reference)[1].state is OfferState.APPROACHED


def test_how_a_provider_answered_before_is_counted_not_judged(engine: sa.Engine) -> None:
    reference = with_homes(engine)
    send(engine, referral="R-2")
    answer(engine, Reply(reference, ReplyAnswer.OFFER, home="AG-1", at=NOW + dt.timedelta(hours=1)))
    with records_for(engine, OFFICER) as records:
        history = reply_histories(records)["P-2"]
    assert (history.asked, history.answered, history.offered, history.hours) == (2, 1, 1, 1.0)


def test_whoever_may_not_make_offers_logs_no_reply(engine: sa.Engine) -> None:
    settle(engine)
    reference = send(engine)
    with (
        UnitOfWork(engine, Viewer("Sam Invented", Role.SOCIAL_WORKER), Permission.SEE_REFERRALS) as work,
        pytest.raises(NotPermitted),
    ):
        log_reply(work, Reply(reference, ReplyAnswer.QUESTION))
