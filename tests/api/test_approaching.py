"""Asking providers from end to end: two people, or tonight one; tiers in turn; every paper kept as it went out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.approached import approach_answer
from api.approaching import TONIGHT, Approached, approach, draft_of, referral_paper
from api.reports.plain import as_text
from api.shapes.approach import ApproachAnswer
from matching.approaching.recognition import Recognisable
from matching.approaching.service import Ask, prepare
from placements.approaching.sending import Release
from placements.deciding.people import Named
from placements.errors import NotFound, Refused
from placements.models.approach import Approach, ReplyAnswer
from placements.models.audit import AuditRow
from placements.models.offer import Offer, RefusalReason
from placements.models.referral import Urgency
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.approaching.asked_town import CANARIES, ask_around, write
from tests.placements.approaching.asked import answer, read

DANA = Viewer("Dana Invented", Role.PLACEMENT_OFFICER)
DANA_NAMED = Named(DANA.name, DANA.role)
NOW = dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def ask(engine: sa.Engine, at: dt.datetime = NOW, referral: str = "R-1", **how: Any) -> Approached:
    """Ask as Dana; where it is `checked_by` somebody, they sign in and read the draft before."""
    reader = how.pop("checked_by", None)
    release = Release(DANA_NAMED, reason=how.get("reason"))
    asked = Ask(referral, **how)
    if reader is not None:
        with records_for(engine, DANA) as records:
            draft = draft_of(prepare(records, asked, at))
        read(engine, draft, at, Viewer(reader, Role.SOCIAL_WORKER))
    return approach(engine, DANA, asked, release, clock=lambda: at)


def providers(made: Approached) -> list[str]:
    return [one.provider.provider.ref for one in made.sent]


def kept(engine: sa.Engine) -> list[Approach]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(Approach).order_by(Approach.id)))


def test_a_planned_referral_is_a_draft_until_a_second_person_has_read_it(engine: sa.Engine) -> None:
    ask_around(engine)
    write(engine, "Kind.", urgency=Urgency.PLANNED)
    made = ask(engine, reason="In a hurry")
    assert not made.released
    assert "Draft: not released" in (made.draft or "")
    assert kept(engine) == []
    assert providers(ask(engine, checked_by="Robin Invented")) == ["P-2"]


def test_tonight_one_person_may_but_says_why_where_few_children_are_alike(engine: sa.Engine) -> None:
    ask_around(engine)
    with pytest.raises(Refused, match="Few children share"):
        ask(engine)
    assert providers(ask(engine, leave_out=["Languages"], reason="Nobody else is on duty")) == ["P-2"]
    [approach] = kept(engine)
    assert (approach.reason, approach.released_by) == ("Nobody else is on duty", None)
    assert "Sorani" not in approach.text


def test_tonight_without_anything_rare_the_urgency_is_the_reason(engine: sa.Engine) -> None:
    ask_around(engine)
    assert providers(ask(engine, children=["C-2"])) == ["P-2"]
    assert kept(engine)[0].reason == TONIGHT


def test_tiers_are_asked_in_turn_and_early_only_tonight_with_a_reason(engine: sa.Engine) -> None:
    ask_around(engine)
    second: dict[str, Any] = {"checked_by": "Robin Invented"}
    with pytest.raises(Refused, match="not this provider's turn"):
        ask(engine, providers=["P-4"], **second)
    assert providers(ask(engine, **second)) == ["P-2"]
    with pytest.raises(Refused, match="has been asked"):
        ask(engine, NOW + HOUR / 2, **second)
    made = ask(engine, NOW + HOUR / 2, providers=["P-5"], reason="They rang us tonight", **second)
    assert [(one.provider.provider.ref, one.early) for one in made.sent] == [("P-5", True)]
    assert providers(ask(engine, NOW + HOUR, **second)) == ["P-4"]
    with Session(engine) as session:
        row = session.scalars(sa.select(AuditRow).where(AuditRow.event == "approach_sent")).all()[1]
        assert row.detail["reason"] == "They rang us tonight"


def test_once_everybody_of_a_tier_said_no_the_next_is_asked_at_once(engine: sa.Engine) -> None:
    from placements.approaching.replies import Reply

    ask_around(engine)
    [sent] = ask(engine, checked_by="Robin Invented").sent
    answer(engine, Reply(sent.paper.reference or "", ReplyAnswer.NO, RefusalReason.NO_SPACE), NOW)
    assert providers(ask(engine, NOW, checked_by="Robin Invented")) == ["P-4"]


def test_every_provider_gets_the_same_words_under_a_reference_of_its_own(engine: sa.Engine) -> None:
    ask_around(engine)
    made = ask(engine, providers=["P-2", "P-4"], reason="Tonight", checked_by="Robin Invented")
    first, second = made.sent
    assert first.paper.reference != second.paper.reference
    assert first.text.replace(first.paper.reference or "", "") == second.text.replace(second.paper.reference or "", "")
    assert [one.text for one in kept(engine)] == [first.text, second.text]
    assert [one.digest for one in kept(engine)] == [first.digest, second.digest]


def test_no_canary_of_the_record_stands_in_anything_that_goes_out_or_is_audited(engine: sa.Engine) -> None:
    ask_around(engine)
    made = ask(engine, checked_by="Robin Invented")
    with Session(engine) as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.event == "approach_sent")).all()
        written = [made.sent[0].text, *(str(row.detail) + row.subject for row in rows)]
    for text in written:
        assert [name for name, canary in CANARIES.items() if canary.casefold() in text.casefold()] == []


def test_a_paper_that_gives_somebody_away_goes_to_nobody(engine: sa.Engine) -> None:
    ask_around(engine)
    write(engine, f"Ring {CANARIES['contact']} on 01904 551550.")
    with pytest.raises(Recognisable, match="Ottoline"):
        ask(engine, checked_by="Robin Invented")
    with Session(engine) as session:
        assert session.scalars(sa.select(Offer)).all() == []


def test_the_answer_is_due_by_the_clock_and_never_after_the_home_is_needed(engine: sa.Engine) -> None:
    ask_around(engine)
    assert ask(engine, checked_by="Robin Invented").sent[0].paper.reply_due == NOW + 2 * HOUR
    late = dt.datetime(2026, 6, 8, 11, 30, tzinfo=dt.UTC)
    made = ask(engine, late, checked_by="Robin Invented")
    assert made.sent[0].paper.reply_due == dt.datetime(2026, 6, 8, 12, tzinfo=dt.UTC)


def test_the_paper_can_be_read_again_exactly_and_the_look_is_noted(engine: sa.Engine) -> None:
    ask_around(engine)
    [sent] = ask(engine, checked_by="Robin Invented").sent
    write(engine, "Other words since then.")
    assert as_text(referral_paper(engine, DANA, (sent.paper.reference or "").lower()).as_paper()) == sent.text
    assert "Other words since then." in as_text(referral_paper(engine, DANA, "R-1").as_paper())
    with pytest.raises(NotFound):
        referral_paper(engine, DANA, "R-9")
    with Session(engine) as session:
        looks = session.scalars(sa.select(AuditRow.subject).where(AuditRow.event == "paper_read")).all()
    assert looks == [f"approach {sent.paper.reference}", "referral R-1"]


def test_the_shape_of_the_answer_names_all_it_tells(engine: sa.Engine) -> None:
    ask_around(engine)
    for made in (ask(engine, checked_by="Robin Invented"),):
        told = approach_answer(made)
        assert set(told) == set(ApproachAnswer.model_fields)
        shown = ApproachAnswer.model_validate(told)
        assert [one.provider for one in shown.sent] == ["P-2"]
        assert [one.provider for one in shown.waiting] == ["P-4", "P-5"]
        assert "Nothing was sent" in shown.sends
