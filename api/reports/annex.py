"""The exempt annex of a report to members: everything too small for the public part, and why it is kept from it."""

from __future__ import annotations

from api.gap_words import headline
from api.reports.bring_home import in_numbers
from api.reports.council import EXEMPT, FINANCIAL, PUBLIC_INTEREST
from api.reports.gap import sections_of
from api.reports.paper import Audience, Facts, Paper, Section, Words
from api.shapes.bring_home import BringHome
from api.shapes.sufficiency import Sufficiency
from api.words import day

READERS = (
    ("Named readers", "To be filled by the proper officer: each reader by name."),
    ("Every look", "is written down; hand copies back after the meeting."),
)


def annex_paper(gap: Sufficiency, returns: BringHome, council: str) -> Paper:
    """Part B: the gap and the returns in full, without a child's reference; exempt, with its public-interest note."""
    return Paper(
        title="Annex 1, exempt: enough homes, and children who might come home",
        council=council,
        introduction=headline(gap),
        sections=(
            Section("Why this is exempt", (Words(PUBLIC_INTEREST), Facts(READERS))),
            *sections_of(gap),
            Section("Bring Them Home in numbers", in_numbers(returns)),
        ),
        marked=f"{EXEMPT}{FINANCIAL}.",
        audience=Audience.EXEMPT,
        footer=f"EXEMPT: not for publication. Homes as known on {day(gap.homes_as_at)}",
    )
