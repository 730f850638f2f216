"""Open referrals and the relatives considered."""

from __future__ import annotations

from placements.importing.nouns import (
    Column,
    Kind,
    Noun,
    Sheet,
    choice,
    date,
    said,
    several,
    text,
    whole,
    yes_no,
)
from placements.models.referral import (
    Duration,
    Plan,
    ReferralKind,
    ReferralStatus,
    ShareWith,
    Urgency,
)

REFERRALS = Noun(
    "referrals",
    "Requests to find a home",
    (
        Sheet(
            "referrals",
            "A referral a row; brothers and sisters together in one",
            (
                text(
                    "referral",
                    "The referral's reference",
                    "referral id",
                    "ref",
                    required=True,
                ),
                Column(
                    "children",
                    Kind.LIST,
                    "The children's references, parted by semicolons",
                    required=True,
                    also=("child",),
                ),
                choice("kind", "Why a home is needed", ReferralKind, required=True),
                Column(
                    "needed_by",
                    Kind.MOMENT,
                    "Day and time by which a home is needed",
                    required=True,
                    also=("needed from",),
                ),
                choice("urgency", "How soon", Urgency, required=True),
                choice("duration", "For how long", Duration),
                choice("plan", "The plan for the child's future", Plan),
                several("preferred", "Settings preferred: foster;kin;K2;K3"),
                several("suitable", "Settings suitable"),
                several("unsuitable", "Settings unsuitable"),
                yes_no("parent_and_child", "A parent is to live there too"),
                yes_no("carer_ended", "The present carer gave notice"),
                date("review_held_on", "When the review before ending a settled home was held"),
                whole("break_days", "Of a short break: its days"),
                whole("break_days_in_year", "Of a short break: days had in the twelve months before"),
                text("break_home", "Of a short break: the home of the series, by its reference"),
                text("preferred_area", "Ward or town"),
                whole("max_travel_min", "Longest journey in minutes"),
                text("pen_picture", "Strengths first, no surname"),
                text("team", "The social work team"),
                choice(
                    "share_with", "Who may be sent it, without names: framework means framework providers", ShareWith
                ),
                choice("status", "Open unless said otherwise", ReferralStatus),
                *said(),
            ),
            ("referral",),
        ),
        Sheet(
            "kin",
            "A relative or friend considered, a row each",
            (
                text("referral", "The referral's reference", required=True),
                text("person", "Who", required=True),
                text(
                    "outcome",
                    "possible, ruled_out, assessing or unknown",
                    required=True,
                ),
                text("reason", "Why"),
                date("on", "When"),
                *said(),
            ),
            ("referral", "person"),
        ),
    ),
)
