"""What a council's report to members holds beside its figures: implications, recommendation, timetable, exemption."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.reports.paper import Bullets, Column, Facts, Kind, Part, Section, Table, Words
from api.words import day, listed
from forecasting.toml_file import table_of
from placements.errors import Refused
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
SECTIONS = {
    "timetable": "When each step must be done",
    "asks": "What we ask you to decide",
    "changed": "What has changed",
    "numbers": "Six numbers",
    "where": "Where children live",
    "stability": "Stability, and brothers and sisters",
    "carers": "Carers",
    "groups": "Are some groups further away?",
    "compared": "How we compare",
    "money": "Money",
    "ahead": "What is likely to come, and how good the last forecast was",
    "risks": "What could go wrong",
    "voice": "What children say",
    "implications": "Implications",
    "recommendation": "Recommendation",
    "contact": "Contact",
    "about": "About these figures",
    "annexes": "Annexes",
}
"""The sections of the report by the key that a council's layout names them with, and our own headings."""
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


def timetable(meeting: dt.date) -> tuple[Part, ...]:
    """The days by which each step must be done, worked back from the day of the meeting."""
    published = days_before(meeting, CLEAR_DAYS)
    steps = [(published, f"Agenda and reports are public: {CLEAR_DAYS} clear working days before the meeting")]
    steps += [(days_before(published, number - 1), step) for number, step in BEFORE_PUBLISHING]
    rows = tuple((step, on) for on, step in [*sorted(steps), (meeting, f"Meeting on {day(meeting)}")])
    columns = (Column("Step"), Column("By", Kind.DAY))
    return (Table("Worked back from the meeting", columns, rows),)


@dataclass(frozen=True)
class Layout:
    """How a council wants its reports: headings and their order, implications, and facts that open the report.

    A key of `headings` names one of our sections (`SECTIONS`); a section that `order` does not name stands at the end,
    one that is in `leave_out` nowhere.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    order: Sequence[str] = ()
    implications: Sequence[str] = IMPLICATIONS
    opening: Sequence[tuple[str, str]] = ()
    leave_out: Sequence[str] = ()

    def arranged(self, parts: Mapping[str, tuple[Part, ...]]) -> tuple[Section, ...]:
        """The sections that hold anything, under the council's headings and in its order."""
        kept = [key for key in parts if key not in self.leave_out]
        keys = [*(key for key in self.order if key in kept), *(key for key in kept if key not in self.order)]
        opening = (Section("About this report", (Facts(tuple(self.opening)),)),) if self.opening else ()
        return (*opening, *(Section(self.headings.get(key, SECTIONS[key]), parts[key]) for key in keys if parts[key]))


OURS = Layout()
FIRST_READ = ("asks", "numbers", "risks", "voice", "stability", "about")
TWO_PAGES = Layout(order=FIRST_READ, leave_out=[key for key in SECTIONS if key not in FIRST_READ])
"""What a member reads before the meeting: what we ask, the six numbers and what changed, what could go wrong, why."""


def layout_from(text: str, title: str) -> Layout:
    """The layout that a TOML document gives. Raises Refused for a word that is none of its keys or sections."""
    table = table_of(text, "report layout", title)
    headings, order = dict(table.pop("headings", {})), list(table.pop("order", ()))
    implications, opening = table.pop("implications", IMPLICATIONS), dict(table.pop("opening", {}))
    left_out = list(table.pop("leave_out", ()))
    unknown = [*table, *(key for key in (*headings, *order, *left_out) if key not in SECTIONS)]
    if unknown:
        raise Refused(
            "The report layout holds a word that means nothing here.",
            given=listed([str(one) for one in unknown]),
            do_next=f"Use headings, order, leave_out, implications, opening. The sections: {listed(list(SECTIONS))}.",
        )
    facts = tuple((str(what), str(said)) for what, said in opening.items())
    return Layout(headings, order, tuple(implications), facts, left_out)


def asked_parts(asks: Sequence[str]) -> tuple[Part, ...]:
    """What members are asked to decide."""
    return (Bullets(tuple(asks)),) if asks else (Words(f"{TO_FILL} What we ask you to decide, by when, at what cost."),)


def closing(asks: Sequence[str], voice: Sequence[str], layout: Layout = OURS) -> dict[str, tuple[Part, ...]]:
    """The sections with which a council's report ends: only people can write them."""
    told = (
        Bullets(tuple(voice)) if voice else Words(f"{TO_FILL} What children told us, and what changed because of it.")
    )
    return {
        "voice": (told,),
        "implications": (Facts(tuple((heading, TO_FILL) for heading in layout.implications)),),
        "recommendation": (*asked_parts(asks), Facts((("Reason", TO_FILL),))),
        "contact": (Facts((("Author", TO_FILL), ("Chief officer", TO_FILL))),),
    }


def annexes(names: Sequence[str]) -> tuple[Part, ...]:
    """The papers that belong to the report."""
    return (Words(f"{listed(list(names))}." if names else "None."),)
