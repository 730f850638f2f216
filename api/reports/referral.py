"""The anonymised referral as a paper: the parts that every form of it (text, Word, PDF) shows, in one order."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.words import moment
from matching.approaching.anonymous import NOT_KNOWN, AnonymousReferral, from_json
from placements.models.approach import ReplyAnswer
from placements.models.offer import RefusalReason

DRAFT = "Draft: not released. Not to be sent."
WIDTH = 78


@dataclass(frozen=True)
class Block:
    """Lines under a heading: (what, said) pairs, after a sentence of introduction where there is one.

    A `listed` block is a plain list: what is said of each line alone counts.
    """

    heading: str
    lines: tuple[tuple[str, str], ...]
    before: str = ""
    listed: bool = False


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

    def blocks(self) -> tuple[Block, ...]:
        """Everything below the introduction."""
        told = [Block(part.heading, tuple((fact.about, fact.words) for fact in part.facts)) for part in self.said.parts]
        later = Block(
            "What we will tell you later",
            tuple(("", what) for what in self.said.later),
            "When you have a home in mind, we tell you by name, person to person:",
            listed=True,
        )
        return (*told, later, self._answer())

    def _answer(self) -> Block:
        return Block(
            "How to answer",
            (
                ("Reference", self.reference or "given when the paper is released"),
                ("Answer", " / ".join(ReplyAnswer)),
                ("Reason", f"(if no) {' / '.join(RefusalReason)}"),
                ("Home", "(if an offer) your own reference for the carers or the home, no names"),
                ("Beds free", "(if an offer)"),
                ("Weekly price", "(if an offer)"),
                ("Available from", "(if an offer)"),
                ("Words", "(anything else, or your question)"),
            ),
            "Answer through the same secure e-mail or portal. Copy these lines and fill them in.",
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


def as_text(paper: ReferralPaper) -> str:
    """Plain text for the council's own secure e-mail or portal, no line over 78 characters."""
    lines = [paper.title, *([paper.marked] if paper.marked else []), "", *textwrap.wrap(paper.introduction, WIDTH)]
    for block in paper.blocks():
        lines += ["", block.heading.upper()]
        lines += textwrap.wrap(block.before, WIDTH)
        lines += _lines(block)
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> list[str]:
    shown: list[str] = []
    for what, said in block.lines:
        line = f"- {said}" if block.listed else f"{what}: {said}"
        shown += textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    return shown


def unknowns(paper: ReferralPaper) -> int:
    """How many things are said to be not known."""
    return sum(said == NOT_KNOWN for block in paper.blocks() for _, said in block.lines)
