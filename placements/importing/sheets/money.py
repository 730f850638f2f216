"""The price book with its uplifts and contributions, the budget, and the lines of the finance ledger."""

from __future__ import annotations

from placements.importing.nouns import Column, Kind, Noun, Sheet, choice, date, said, several, text, whole
from placements.models.contract import PriceComponent, PriceUnit, ProviderKind
from placements.models.finance import ContributionState, Payer

_PRICES = Sheet(
    "prices",
    "A price line a row",
    (
        text("line", "Its reference", required=True),
        text("setting", "Planning group, such as mainstream_fostering", required=True),
        choice("provider_kind", "Whose homes; blank means any", ProviderKind),
        text("contract", "Only under this contract"),
        text("home", "Only in this home"),
        text("child", "Only for this child: a spot price or an enhancement"),
        choice("component", "What it pays for", PriceComponent, required=True),
        choice("unit", "What the amount is per", PriceUnit, required=True),
        Column("amount", Kind.MONEY, "Pounds and pence", required=True),
        date("from", "First day", required=True),
        date("to", "First day after it"),
        whole("age_min", "Youngest age it is for"),
        whole("age_max", "Oldest age it is for"),
        text("level", "Fee level, or lot of a framework, it is for"),
        whole("nth", "For the nth child in the home, or under the contract, and every later one"),
        *said(),
    ),
    ("line",),
)
_UPLIFTS = Sheet(
    "uplifts",
    "A rise a row, from its day on, of the lines that began before it",
    (
        text("uplift", "Its reference", required=True),
        date("from", "First day", required=True),
        Column("percent", Kind.PERCENT, "The rise in percent, such as 3.55; below 0 for a fall", required=True),
        text("setting", "Only this planning group"),
        choice("provider_kind", "Only homes of these providers", ProviderKind),
        choice("component", "Only what pays for this", PriceComponent),
        text("contract", "Only under this contract"),
        *said(),
    ),
    ("uplift",),
)
_CONTRIBUTIONS = Sheet(
    "contributions",
    "What others pay towards a child, a row each",
    (
        text("contribution", "Its reference", required=True),
        text("child", "The child's reference", required=True),
        choice("payer", "Who pays", Payer, required=True),
        choice("state", "How far it has come", ContributionState, required=True),
        choice("unit", "What the amount is per", PriceUnit, required=True),
        Column("amount", Kind.MONEY, "Pounds and pence", required=True),
        date("from", "First day", required=True),
        date("to", "First day after it"),
        *said(),
    ),
    ("contribution",),
)
PRICES = Noun("prices", "The price book", (_PRICES, _UPLIFTS, _CONTRIBUTIONS))

BUDGET = Noun(
    "budget",
    "Budget lines of a financial year",
    (
        Sheet(
            "budget",
            "A cost code and year a row",
            (
                text("code", "The cost code", "cost code", "cost centre", required=True),
                text("year", "The financial year, such as 2026/27", "financial year", required=True),
                text("name", "What the line is for", "description", required=True),
                Column("amount", Kind.MONEY, "Pounds and pence for the year", required=True, also=("budget",)),
                several("settings", "Planning groups it pays for; blank means any"),
                several("provider_kinds", "Kinds of provider it pays for; blank means any"),
                text("holder", "Who holds the budget", "budget holder"),
                *said(),
            ),
            ("code", "year"),
        ),
    ),
)

LEDGER = Noun(
    "ledger",
    "What the finance system has paid",
    (
        Sheet(
            "ledger",
            "A paid line a row",
            (
                text("line", "The finance system's reference", "transaction", "voucher", required=True),
                text("code", "The cost code", "cost code", "cost centre", required=True),
                text("child", "The child's reference, or code in the returns", "child id", "client"),
                text("provider", "The provider's reference or name", "supplier"),
                date("paid_on", "When it was paid", "payment date", required=True),
                date("from", "First day it pays for", "period from", required=True),
                date("to", "First day after it", "period to", required=True),
                Column("amount", Kind.SIGNED_MONEY, "Pounds and pence; a credit with a minus", required=True),
                text("description", "The finance system's words"),
                *said(),
            ),
            ("line",),
        ),
    ),
)
