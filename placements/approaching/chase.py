"""Whom to write to next: answers past due first, then those still to come, then those who must be told it is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from placements.approaching.letters import closing, reminder
from placements.models.approach import WhyNot
from placements.models.offer import LIVE, OfferState
from placements.models.referral import ReferralStatus, Urgency
from placements.repository.approaches import ApproachLine

FIRST = {Urgency.TONIGHT: 0, Urgency.WITHIN_72H: 1, Urgency.PLANNED: 2}


@dataclass(frozen=True)
class ToWrite:
    """One provider to write to about one referral, with the words; `due` is when its answer is or was due."""

    line: ApproachLine
    due: dt.datetime
    words: str

    def as_json(self) -> dict[str, Any]:
        """The line for a program."""
        line = self.line
        return {
            "reference": line.approach.reference,
            "referral": line.referral.ref,
            "provider": line.provider.ref,
            "name": line.provider.name,
            "urgency": line.referral.urgency.value,
            "sent_at": line.approach.sent_at.isoformat(),
            "sent_by": line.approach.sent_by,
            "tier": line.approach.tier,
            "state": line.offer.state.value,
            "reply_due": self.due.isoformat(),
            "answers": [answer.value for answer in line.answers],
            "words": self.words,
        }


@dataclass(frozen=True)
class Chase:
    """Answers past due, answers still to come, and providers to be told that it is over; each in order."""

    at: dt.datetime
    overdue: tuple[ToWrite, ...]
    waiting: tuple[ToWrite, ...]
    to_tell: tuple[ToWrite, ...]

    def as_json(self) -> dict[str, Any]:
        """The three lists for a program."""
        return {
            "at": self.at.isoformat(),
            "overdue": [one.as_json() for one in self.overdue],
            "waiting": [one.as_json() for one in self.waiting],
            "to_tell": [one.as_json() for one in self.to_tell],
        }


def chase(lines: Iterable[ApproachLine], now: dt.datetime) -> Chase:
    """Sort approaches: the most urgent first, and of them the longest past due.

    A provider is to be told where we withdrew, or where its approach is open still although the referral is closed;
    one that said no by itself is owed nothing more, and one whose home was chosen knows.
    """
    overdue: list[ToWrite] = []
    waiting: list[ToWrite] = []
    to_tell: list[ToWrite] = []
    for line in lines:
        due = line.offer.reply_due or line.approach.sent_at
        if _to_be_told(line):
            to_tell.append(ToWrite(line, due, closing(line.approach.reference, _usual(line))))
        elif line.offer.state is OfferState.APPROACHED:
            words = reminder(line.approach.reference, line.approach.sent_at, due, now)
            (overdue if due <= now else waiting).append(ToWrite(line, due, words))
    return Chase(now, _in_order(overdue), _in_order(waiting), _in_order(to_tell))


def _to_be_told(line: ApproachLine) -> bool:
    if line.approach.why_not is not None or line.chosen:
        return False
    closed = line.offer.state is OfferState.WITHDRAWN
    return closed or (line.offer.state in LIVE and line.referral.status is not ReferralStatus.OPEN)


def _usual(line: ApproachLine) -> WhyNot:
    """The reason shown until a person chooses one."""
    withdrawn = line.referral.status is ReferralStatus.WITHDRAWN
    return WhyNot.PLAN_CHANGED if withdrawn else WhyNot.OTHER_HOME_CHOSEN


def _in_order(found: Iterable[ToWrite]) -> tuple[ToWrite, ...]:
    return tuple(sorted(found, key=lambda one: (FIRST[one.line.referral.urgency], one.due, one.line.approach.id)))
