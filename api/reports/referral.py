"""The anonymised referral as a paper: who asks, what is said, what is told later, how to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.reports.paper import Audience, Bullets, Facts, Paper, Section, Words
from api.words import moment
from matching.approaching.anonymous import NOT_KNOWN, AnonymousReferral, from_json
from placements.models.approach import ReplyAnswer
from placements.models.offer import RefusalReason

DRAFT = "Draft: not released. Not to be sent."


@dataclass(frozen=True)
class ReferralPaper:
    """What one provider gets: what is said, its own reference, and by when it should answer; a draft has neither."""

    said: AnonymousReferral
    reference: str | None = None
    reply_due: dt.datetime | None = None

    @property
    def title(self) -> str:
        """The title, which is also that of the file."""
        return f"{self.said.title}: referral {self.reference}" if self.reference else f"{self.said.title}: referral"

    @property
    def marked(self) -> str | None:
        """That it is a draft; None for a paper that was released."""
        return None if self.reference else DRAFT

    @property
    def introduction(self) -> str:
        """Who asks, and what the paper is for."""
        due = f" Please answer by {moment(self.reply_due)}." if self.reply_due else ""
        return (
            f"{self.said.council} council is looking for a home and asks whether you have one.{due} Nobody is named "
            "here on purpose: please do not try to find out who it is, keep the paper to those who need it, and delete "
            "it when the request is closed."
        )

    def as_paper(self) -> Paper:
        """The paper before it has a form."""
        told = [
            Section(part.heading, (Facts(tuple((fact.about, fact.words) for fact in part.facts)),))
            for part in self.said.parts
        ]
        later = Section(
            "What we will tell you later",
            (Words("When you have a home in mind, we tell you by name, person to person:"), Bullets(self.said.later)),
        )
        return Paper(
            title=self.title,
            council=self.said.council,
            introduction=self.introduction,
            sections=(*told, later, self._answer()),
            marked=self.marked,
            audience=Audience.PROVIDERS,
            footer=self.reference or "Draft",
        )

    def _answer(self) -> Section:
        facts = Facts(
            (
                ("Reference", self.reference or "given when the paper is released"),
                ("Answer", " / ".join(ReplyAnswer)),
                ("Reason", f"(if no) {' / '.join(RefusalReason)}"),
                ("Home", "(if an offer) your own reference for the carers or the home, no names"),
                ("Beds free", "(if an offer)"),
                ("Weekly price", "(if an offer)"),
                ("Available from", "(if an offer)"),
                ("Words", "(anything else, or your question)"),
            )
        )
        return Section(
            "How to answer",
            (Words("Answer through the same secure e-mail or portal. Copy these lines and fill them in."), facts),
        )

    def as_json(self) -> dict[str, Any]:
        """The paper for a program, and as it is kept."""
        return {
            "reference": self.reference,
            "reply_due": self.reply_due.isoformat() if self.reply_due else None,
            **self.said.as_json(),
        }


def paper_from(kept: Mapping[str, Any]) -> ReferralPaper:
    """The paper as it was kept."""
    due = kept.get("reply_due")
    return ReferralPaper(from_json(kept), kept["reference"], dt.datetime.fromisoformat(due) if due else None)


def unknowns(paper: ReferralPaper) -> int:
    """How many things are said to be not known."""
    return sum(fact.words == NOT_KNOWN for part in paper.said.parts for fact in part.facts)
