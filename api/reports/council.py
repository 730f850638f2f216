"""What a council's report to members holds beside its figures: implications, recommendation, timetable, exemption."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from api.reports.paper import Bullets, Column, Facts, Kind, Section, Table, Words
from api.words import day, listed
from placements.working_days import is_working_day

TO_FILL = "To be written by the report's author."
IMPLICATIONS = (
    "Financial",
    "Human resources",
    "Equalities",
    "Legal",
    "Crime and disorder",
    "Information technology",
    "Property",
    "Affected wards",
)
CLEAR_DAYS = 5
"""Clear working days between a public agenda and its meeting: Local Government Act 1972 s100A(6) and s100B(3)."""
BEFORE_PUBLISHING = (
    (1, "Released: both have signed, the digest stands in the register"),
    (3, "Second person reads the words and signs"),
    (5, "First person signs the figures"),
    (8, "Prepared: figures frozen and audited against everything published before"),
    (10, "Author has written what only people can: voice of children, implications, recommendation"),
)
EXEMPT = (
    "NOT FOR PUBLICATION. Exempt information under paragraphs 1 and 2 of Part 1 of Schedule 12A to the Local "
    "Government Act 1972: it relates to individuals and is likely to reveal who they are"
)
FINANCIAL = ", and under paragraph 3, since it relates to the financial or business affairs of providers"
PUBLIC_INTEREST = (
    "The public interest in keeping this exempt outweighs the interest in disclosing it: the figures are so small that "
    "children, carers or single providers could be recognised, and what the public needs to judge the service stands "
    "in the public part. To be confirmed by the proper officer."
)


def days_before(meeting: dt.date, number: int) -> dt.date:
    """The last day by which a number of clear working days lie before a meeting: neither end is counted."""
    on, left = meeting - dt.timedelta(days=1), number
    while True:
        if is_working_day(on):
            if left == 0:
                return on
            left -= 1
        on -= dt.timedelta(days=1)


def timetable(meeting: dt.date) -> Section:
    """The days by which each step must be done, worked back from the day of the meeting."""
    published = days_before(meeting, CLEAR_DAYS)
    steps = [(published, f"Agenda and reports are public: {CLEAR_DAYS} clear working days before the meeting")]
    steps += [(days_before(published, number - 1), step) for number, step in BEFORE_PUBLISHING]
    rows = tuple((step, on) for on, step in [*sorted(steps), (meeting, f"Meeting on {day(meeting)}")])
    columns = (Column("Step"), Column("By", Kind.DAY))
    return Section("When each step must be done", (Table("Worked back from the meeting", columns, rows),))


def closing(asks: Sequence[str], author: str) -> tuple[Section, ...]:
    """The sections with which a council's report ends: only people can write them."""
    asked = Bullets(tuple(asks)) if asks else Words(f"{TO_FILL} What we ask you to decide, by when, at what cost.")
    return (
        Section("What children say", (Words(f"{TO_FILL} What children told us, and what changed because of it."),)),
        Section("Implications", (Facts(tuple((heading, TO_FILL) for heading in IMPLICATIONS)),)),
        Section("Recommendation", (asked, Facts((("Reason", TO_FILL),)))),
        Section("Contact", (Facts((("Author", author), ("Chief officer", TO_FILL))),)),
    )


def annexes(names: Sequence[str]) -> Section:
    """The papers that belong to the report."""
    return Section("Annexes", (Words(f"{listed(list(names))}." if names else "None."),))
