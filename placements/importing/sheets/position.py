"""Today's position: who lives where, as a case system or a spreadsheet lists it."""

from __future__ import annotations

from placements.importing.nouns import Noun, Sheet, choice, date, postcode, text
from placements.importing.sheets.children import CHILD
from placements.models.base import Sex

POSITION = Noun(
    "position",
    "Who lives where today",
    (
        Sheet(
            "position",
            "A child looked after a row",
            (
                CHILD,
                text(
                    "first_name",
                    "First name",
                    "forename",
                    "name",
                    "child name",
                    "known as",
                ),
                date("dob", "Date of birth", "date of birth", "d.o.b"),
                choice("sex", "M, F or U", Sex, "gender", "m/f"),
                text(
                    "home",
                    "The carer's or home's reference or name",
                    "carer",
                    "placement",
                    "carer or home",
                    "placed with",
                    "living with",
                    "lives with",
                ),
                text("bed", "Which bed", "room"),
                date("from", "Since when", "placement start", "start date", "placed on", "since"),
                date(
                    "expected_end",
                    "When it is expected to end",
                    "expected end",
                    "end date",
                    "planned end",
                ),
                text("legal_status", "Code of the return", "legal"),
                text("place", "Placement type code", "placement type"),
                text("place_provider", "Provider code", "placement provider"),
                postcode("postcode", "Where the child lives", "placement postcode"),
                postcode("home_postcode", "Where the family home is", "home postcode"),
                text(
                    "social_worker",
                    "Who works with the child",
                    "allocated worker",
                    "worker",
                    "sw",
                ),
            ),
            ("child",),
        ),
    ),
)
