"""A child in the office now: six facts are enough to search, and what nobody knows stays not known."""

from __future__ import annotations

import datetime as dt

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed, moment_boxes, typed_from
from api.house import house_of
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import HERE, count, sentence
from placements.errors import HomewardError
from placements.models.base import Sex
from placements.models.child import RiskKind, Together
from placements.referring.tonight import ChildTonight, KeepFrom, Tonight, write_tonight

BEDTIME = dt.time(22)
MOST_CHILDREN = 8
MOST_MILES = 50
SEXES = [(Sex.FEMALE.value, "Girl"), (Sex.MALE.value, "Boy"), (Sex.UNKNOWN.value, "Not known")]
RISKS = [("none", "Somebody asked, and none is known"), ("some", "Yes"), ("unknown", "Not known")]
KINDS = [(kind.value, sentence(kind)) for kind in RiskKind]
SIBLINGS = [
    (Together.MUST.value, "Assessed: they must live together"),
    (Together.PREFER.value, "Assessed: together if at all possible"),
    (Together.APART.value, "Assessed: they must live apart"),
    (Together.NOT_ASSESSED.value, "Brothers and sisters, not assessed"),
    ("unknown", "Not known, or not related"),
]
SHOW_ANOTHER = "another"


def tonight_form(request: Request, person: SignedIn) -> Response:
    """The empty form: needed by ten this evening, or an hour from now where that has passed."""
    now = house_of(request).clock().astimezone(HERE)
    by = max(dt.datetime.combine(now.date(), BEDTIME, HERE), now + dt.timedelta(hours=1))
    return _form(request, person, typed_from({"children": "1"} | moment_boxes("needed", by)))


def tonight(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Write the referral down and go on to its search; or show the form with room for one more child."""
    if filled.has(SHOW_ANOTHER):
        more = min(_children(filled) + 1, MOST_CHILDREN)
        return _form(request, person, Typed({**filled.fields, "children": [str(more)]}), focus=more)

    def write() -> Response:
        given = _given(filled)
        made = changed(house_of(request), person, lambda work: write_tonight(work, given))
        return on_to(f"/placement-team/{made.ref}")

    return or_again(write, lambda error, status: _form(request, person, filled, problem=error, status=status))


def _children(filled: Typed) -> int:
    given = filled.text("children")
    return min(max(int(given), 1), MOST_CHILDREN) if given.isdecimal() else 1


def _given(filled: Typed) -> Tonight:
    """The facts as typed. Raises NotFilledIn with everything that cannot be used."""
    needed_by = filled.moment("needed", "Give the day and time by which a home is needed, such as 5 6 2026 and 22:00")
    number = _children(filled)
    children = [_child(filled, place, number) for place in range(1, number + 1)]
    siblings = filled.text("siblings")
    if number > 1 and siblings not in {value for value, _ in SIBLINGS}:
        filled.fault("siblings", "Say whether they are brothers and sisters, or that it is not known")
    filled.refuse_if_wrong()
    assessed = Together(siblings) if number > 1 and siblings in list(Together) else None
    return Tonight(needed_by or dt.datetime.now(dt.UTC), children, assessed, filled.text("words") or None)


def _child(filled: Typed, place: int, of: int) -> ChildTonight:
    who = f" of child {place}" if of > 1 else ""
    dob = filled.day(
        f"dob{place}", f"Give the date of birth{who} such as 9 5 2017, or leave all three boxes empty", must=False
    )
    sex = filled.choice(f"sex{place}", Sex, f"Choose girl, boy or not known{who}")
    asked = filled.text(f"risks{place}")
    kinds = [RiskKind(kind) for kind in filled.several(f"kinds{place}") if kind in list(RiskKind)]
    if asked not in {value for value, _ in RISKS}:
        filled.fault(f"risks{place}", f"Say whether any risk is known{who}; not known is an answer")
    elif asked == "some" and not kinds:
        filled.fault(f"kinds{place}", f"Tick the risks that are known{who}")
    elif asked != "some" and kinds:
        filled.fault(f"risks{place}", f"Risks are ticked{who}: choose yes, or take the ticks away")
    return ChildTonight(
        dob=dob,
        sex=sex or Sex.UNKNOWN,
        name=filled.text(f"name{place}", most=80) or None,
        home_postcode=filled.text(f"postcode{place}", most=8) or None,
        risks=None if asked == "unknown" else kinds,
        keep_from=_keep_from(filled, place),
    )


def _keep_from(filled: Typed, place: int) -> list[KeepFrom]:
    person, postcode = filled.text(f"from{place}", most=120), filled.text(f"near{place}", most=8)
    miles = filled.whole(f"miles{place}", f"Give whole miles, 1 to {MOST_MILES}", low=1, high=MOST_MILES)
    if not person and (postcode or miles):
        filled.fault(f"from{place}", "Say from whom the child is to be kept")
    if person and (postcode == "") != (miles is None):
        filled.fault(f"near{place}", "Give both the postcode and the miles around it, or neither")
    return [KeepFrom(person, postcode or None, miles)] if person else []


def _form(
    request: Request,
    person: Person,
    filled: Typed,
    *,
    problem: HomewardError | None = None,
    status: int = 200,
    focus: int = 0,
) -> Response:
    number = _children(filled)
    return page(
        request,
        "tonight.html",
        title=f"{'Error: ' if problem else ''}A child in the office now",
        person=person,
        status=status,
        typed=filled,
        problem=problem,
        number=number,
        called=[_called(filled, place) for place in range(1, number + 1)],
        room=number < MOST_CHILDREN,
        focus=focus,
        sexes=SEXES,
        risks=RISKS,
        kinds=KINDS,
        siblings=SIBLINGS,
        several=count(number, "child", "children"),
    )


def _called(filled: Typed, place: int) -> str:
    return filled.text(f"name{place}") or f"Child {place}"
