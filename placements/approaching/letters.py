"""Short messages to providers, to be copied into the council's own e-mail or portal: a reference, never a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from placements.models.approach import WhyNot
from placements.working_days import LONDON

WORDS: Mapping[WhyNot, str] = {
    WhyNot.NEARER: "a home nearer to the people and places that matter was found",
    WhyNot.SCHOOL_KEPT: "another home made it possible to keep the same school",
    WhyNot.SIBLINGS_TOGETHER: "another home could keep brothers and sisters together",
    WhyNot.NEEDS_BETTER_MET: "another home could meet more of the needs in our referral",
    WhyNot.IDENTITY_BETTER_MET: "another home could give more of the support with identity that is needed",
    WhyNot.CHILDS_WISH: "another home was nearer to what was wished for",
    WhyNot.HOUSEHOLD_BALANCE: "the mix of children in the home offered was not right this time",
    WhyNot.ANSWERED_EARLIER: "another home that was right had answered earlier",
    WhyNot.WITH_FAMILY: "a home with family or friends was found",
    WhyNot.PLAN_CHANGED: "the plan changed and a home is not needed now",
    WhyNot.OTHER_HOME_CHOSEN: "another home was chosen",
}
"""Every reason in the words a provider reads; none of them is about the carers as people."""


def when(moment: dt.datetime) -> str:
    """A moment as people in England read it: 17:00 on 5 June 2026."""
    local = moment.astimezone(LONDON)
    return f"{local:%H:%M} on {local.day} {local:%B %Y}"


def reminder(reference: str, sent_at: dt.datetime, reply_due: dt.datetime, now: dt.datetime) -> str:
    """What to write to a provider that has not answered."""
    due = "was due" if reply_due <= now else "is due"
    return (
        f"Reference {reference}. We asked you on {when(sent_at)} whether you have a home; your answer {due} by "
        f"{when(reply_due)}. Please tell us yes or no, even if it is no. A home is still needed."
    )


def closing(reference: str, why: WhyNot) -> str:
    """What to write to a provider when the search is over, whether or not it had answered."""
    return (
        f"Reference {reference}. Thank you. This request is closed: {WORDS[why]}. No answer is needed any more, and "
        "please delete the paper we sent you. Your answer is not held against you or your carers."
    )
