"""The clocks that a placement, a notice or a challenge starts, as one table with their sources.

A clock whose source was not re-read is a draft: its task says so, and never says "the law".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from placements.deciding.tasks import ToDo
from placements.models.decision import Happened
from placements.working_days import add_working_days, next_working_day

SOCIAL_WORKER = "the child's social worker"
DIRECTOR = "director of children's services"
SUPERVISING = "the supervising social worker"
MANAGER = "team manager"
PRACTICE = "practice"
CPPCR = "Care Planning, Placement and Case Review (England) Regulations 2010"

Due = Callable[[dt.date], dt.date]


def on_the_day(day: dt.date) -> dt.date:
    """Due on the day itself."""
    return day


def after_days(number: int) -> Due:
    """Due so many days after."""
    return lambda day: day + dt.timedelta(days=number)


def after_working_days(number: int) -> Due:
    """Due so many working days after."""
    return lambda day: add_working_days(day, number)


@dataclass(frozen=True)
class Clock:
    """A clock: its rule, what is to be done, whose it is, when it is due after its start, and its source."""

    rule: str
    what: str
    who: str
    due: Due
    source: str
    draft: bool = False

    def starting(self, day: dt.date) -> ToDo:
        """The task of a clock that starts on a day."""
        return ToDo(self.rule, self.what, self.who, self.due(day), self.source, self.draft)


PLACED = (
    Clock("placement-plan", "Make the placement plan.", SOCIAL_WORKER, on_the_day, f"{CPPCR} reg 9"),
    Clock(
        "notify-people",
        "Tell parents, school, GP.",
        SOCIAL_WORKER,
        on_the_day,
        f"{CPPCR} reg 13",
        draft=True,
    ),
    Clock(
        "visit-first-week", "Visit the child in the home.", SOCIAL_WORKER, after_days(7), f"{CPPCR} reg 28", draft=True
    ),
    Clock("first-review", "Book the review.", SOCIAL_WORKER, after_working_days(20), f"{CPPCR} reg 33", draft=True),
    Clock("outcome-28", "Say how it goes after 28 days.", SOCIAL_WORKER, after_days(28), PRACTICE),
    Clock("outcome-90", "Say how it goes after 90 days.", SOCIAL_WORKER, after_days(90), PRACTICE),
)
"""What every new placement starts, counted from its first day."""

IN_EMERGENCY = dict.fromkeys(("placement-plan", "notify-area", "notify-people"), after_working_days(5))
"""Clocks that run longer where the referral was an emergency."""

TELL_CHILD = Clock("tell-child", "Tell the child, and how to question it.", SOCIAL_WORKER, on_the_day, PRACTICE)
FUNDING_AFTER = Clock(
    "funding", "Agree the cost of a home found tonight.", MANAGER, next_working_day, "scheme of delegation"
)
FEEDBACK = Clock("feedback", "Tell the others who were asked.", "placement officer", after_working_days(2), PRACTICE)

FROM_A_SEARCH: dict[str, tuple[str, Due]] = {
    "notify-area": (SOCIAL_WORKER, on_the_day),
    "school-arranged": (SOCIAL_WORKER, on_the_day),
    "kin-temporary": ("nominated officer", after_days(16 * 7)),
}
"""Clocks that the rules of matching ask for with one home: whose each is and when it is due."""

HAPPENED: dict[Happened, tuple[Clock, ...]] = {
    Happened.UNREGISTERED: (
        Clock("ofsted-told", "Tell Ofsted.", MANAGER, after_working_days(1), PRACTICE, draft=True),
        Clock("end-unregistered", "Find a registered home.", MANAGER, after_working_days(5), PRACTICE, draft=True),
    ),
    Happened.OUTSIDE_TERMS: (
        Clock("outside-terms", "End it, or vary the terms.", SUPERVISING, after_working_days(6), f"{CPPCR} reg 23"),
    ),
    Happened.OVER_NUMBER: (
        Clock(
            "usual-limit",
            "Ask the authority where the carer lives for an exemption, or end it.",
            SUPERVISING,
            after_working_days(1),
            "Children Act 1989 Schedule 7",
        ),
    ),
    Happened.OTHER: (),
}
DIRECTOR_TOLD = Clock("director-told", "Read what happened, and say what follows.", DIRECTOR, on_the_day, PRACTICE)
HAPPENED_REVIEW = Clock("happened-review", "Review it again.", DIRECTOR, after_working_days(5), PRACTICE)

CHALLENGED = Clock(
    "challenge-answer", "Answer the question put to a decision.", MANAGER, after_working_days(5), PRACTICE
)
CHALLENGE_WHOLE = Clock(
    "challenge-whole", "Resolve it, or take it higher.", "IRO", after_working_days(20), "IRO Handbook 2010", draft=True
)
SEARCH_BESIDE = Clock("search-beside", "Start the search beside.", "placement officer", next_working_day, PRACTICE)


def clocks_of(option: dict[str, Any] | None, start: dt.date, *, emergency: bool) -> list[ToDo]:
    """The tasks that a placement starts on its first day, with those that the rules asked for of this home."""
    todos = [clock.starting(start) for clock in PLACED]
    held = {todo.rule for todo in todos}
    for asked in (option or {}).get("tasks", []):
        if asked["id"] not in held:
            who, due = FROM_A_SEARCH.get(asked["id"], (SOCIAL_WORKER, on_the_day))
            todos.append(ToDo(asked["id"], asked["because"], who, due(start), f"rule {asked['id']}"))
    return [_in_emergency(todo, start) for todo in todos] if emergency else todos


def _in_emergency(todo: ToDo, start: dt.date) -> ToDo:
    due = IN_EMERGENCY.get(todo.rule)
    facts = vars(todo) | ({"due_on": due(start)} if due else {})
    return ToDo(**facts)
