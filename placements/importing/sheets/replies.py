"""What providers answered."""

from __future__ import annotations

from placements.importing.nouns import Column, Kind, Noun, Sheet, choice, date, postcode, text, whole
from placements.models.approach import ReplyAnswer
from placements.models.offer import RefusalReason

REPLIES = Noun(
    "replies",
    "What providers answered, by the reference on the paper each was sent; also e-mails pasted into a text file",
    (
        Sheet(
            "replies",
            "An answer a row; two homes offered are two rows",
            (
                text("reference", "The reference on the paper", "ref", "our reference", "your ref", required=True),
                choice("answer", "offer, no or question", ReplyAnswer, "reply", "response", required=True),
                choice("reason", "Of a no: why", RefusalReason, "why", "refusal reason"),
                text("home", "Of an offer: the carers or the home, by the provider's own reference", "carers"),
                postcode("postcode", "Of an offer: where it is; protected", "post code"),
                whole("beds", "Of an offer: beds free", "places", "vacancies"),
                Column(
                    "weekly", Kind.MONEY, "Of an offer: pounds a week", also=("weekly price", "weekly fee", "price")
                ),
                date("available_from", "Of an offer: from when", "from", "available"),
                Column("answered_at", Kind.MOMENT, "When it came; blank means now", also=("received", "date")),
                text("words", "What else was said", "notes", "comment", "question"),
            ),
            ("reference", "home"),
        ),
    ),
)
