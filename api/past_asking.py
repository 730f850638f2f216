"""Providers asked in the year before: papers of their own that two people let go, answers hours later, and silence."""

from __future__ import annotations

import datetime as dt
from typing import Any

from api.past_desk import OFFICER, WORKER, Desk
from api.reports.plain import as_text
from api.reports.referral import ReferralPaper
from data.demo.chance import Chance
from data.demo.past import PastReferral
from matching.approaching.anonymous import AnonymousReferral
from matching.approaching.service import Ask, say
from placements.approaching.references import next_reference
from placements.approaching.replies import Reply, log_reply
from placements.approaching.sending import Paper, Release, keep_sent
from placements.deciding import offers
from placements.deciding.readings import ToRead, ask_reading, read_paper
from placements.deciding.references import referral_by
from placements.errors import HomewardError
from placements.models.approach import ReplyAnswer
from placements.models.offer import RefusalReason
from placements.models.reading import ReadingOf
from placements.permissions import Viewer
from placements.repository.records import records_for

ASKED, DUE = 3, dt.timedelta(hours=24)
USUAL_HOURS, SPREAD, SILENT = 7.0, 0.9, 0.25
SAID = (RefusalReason.NO_SPACE, RefusalReason.MATCH_OTHERS, RefusalReason.AGE, RefusalReason.SKILLS)


def ask_providers(desk: Desk, told: PastReferral, document: dict[str, Any]) -> None:
    """Ask some providers that the search named, in a paper each; most say no after some hours, some never answer."""
    chance = Chance("replies", told.ref)
    named = [one["provider"] for one in document["approach"]]
    asked = chance.some_of(named, ASKED)
    said = _said(desk, told)
    if said is None:
        return
    draft = as_text(ReferralPaper(said).as_paper())
    _read(desk, told, draft)
    for provider in asked:
        reference, offer = _send(desk, told, provider, said, draft)
        if chance.happens(SILENT):
            with desk.at(desk.now.date(), int(DUE.total_seconds() // 3600) + 6).work(OFFICER) as work:
                offers.decline(work, offer, RefusalReason.NO_REPLY)
            continue
        hours = chance.days(USUAL_HOURS, SPREAD)
        later = Desk(desk.engine, desk.now + dt.timedelta(hours=hours))
        with later.work(OFFICER) as work:
            log_reply(work, Reply(reference, ReplyAnswer.NO, chance.one_of(SAID), at=later.now, source="secure e-mail"))


def _said(desk: Desk, told: PastReferral) -> AnonymousReferral | None:
    """What providers were told; None where somebody could have been recognised, so that nobody was asked."""
    with records_for(desk.engine, Viewer(OFFICER.name, OFFICER.role)) as records:
        try:
            return say(records, Ask(told.ref), desk.now.date())
        except HomewardError:
            return None


def _read(desk: Desk, told: PastReferral, draft: str) -> None:
    """The officer asked, the social worker read it and let it go."""
    with desk.work(OFFICER) as work:
        about = referral_by(work.session, told.ref).id
        title = f"What providers are told of {told.ref}"
        asked = ask_reading(work, ToRead(ReadingOf.APPROACH, title, draft, referral_id=about), OFFICER)
    with desk.work(WORKER) as work:
        read_paper(work, asked.id, may_go=True)


def _send(desk: Desk, told: PastReferral, provider: str, said: AnonymousReferral, draft: str) -> tuple[str, int]:
    """Keep one provider's paper as sent; its reference and the offer it stands for."""
    with desk.work(OFFICER) as work:
        reference = next_reference(work, told.ref, provider)
        paper = ReferralPaper(said, reference, desk.now + DUE)
        text = as_text(paper.as_paper())
        sent = keep_sent(
            work,
            Paper(told.ref, provider, reference, desk.now + DUE, text, draft, paper.as_json()),
            Release(OFFICER),
        )
        return reference, sent.offer_id
