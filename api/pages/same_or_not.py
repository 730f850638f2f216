"""Doubtful matches: whether a child or a home in a list is one that is held, decided by a person with a reason."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import on_to, or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import count, day, listed, plain
from placements.audit_chain import Event
from placements.errors import HomewardError, NotFound
from placements.importing.matches import decide_child, decide_home, undo_child, undo_home
from placements.models.base import Sex
from placements.models.loading import MatchState
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.repository.sides import Beside, ChildSide, HomeSide, beside, matches

LONGEST_REASON, LONGEST_WORDS = 1000, 200
_NOT_SAID = "not said"
Line = tuple[str, str, str, bool]


def same_or_not(request: Request, person: SignedIn, done: str = "") -> Response:
    """The matches that wait, those that were decided, and a form for words in which nobody saw a likeness."""
    return _list(request, person, Typed(), done=done == "yes")


def name_home(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Record which home a list means by words in which nobody saw a likeness."""

    def step() -> Response:
        words = filled.must("words", "Give the words as the list writes them", most=LONGEST_WORDS)
        home = filled.must("home", "Give the reference of the home", most=40)
        reason = filled.must("reason", "Say how you know", most=LONGEST_REASON)
        filled.refuse_if_wrong()
        try:
            decide_home(house_of(request).engine, person.viewer, words, home, same=True, reason=reason)
        except NotFound as error:
            filled.fault("home", f"{error.what} {error.do_next}".rstrip("."))
            filled.refuse_if_wrong()
        return on_to("/same-or-not?done=yes")

    return or_again(step, lambda error, status: _list(request, person, filled, problem=error, status=status))


def _list(
    request: Request,
    person: Person,
    filled: Typed,
    *,
    done: bool = False,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    noted_look(house, person.viewer, Permission.LOAD_DATA, Event.CHILD_READ, "doubtful matches")
    with records_for(house.engine, person.viewer) as records:
        waiting, decided = matches(records, waiting=True), matches(records, waiting=False)
    return page(
        request,
        "same_or_not.html",
        title=f"{'Error: ' if problem else ''}Same or not",
        person=person,
        status=status,
        waiting=waiting,
        decided=decided,
        done=done,
        same=MatchState.CONFIRMED,
        typed=filled,
        problem=problem,
    )


def one_match(request: Request, person: SignedIn, name: str, number: int) -> Response:
    """One match, both sides beside each other."""
    return _draw(request, person, name, number)


def decide(request: Request, person: SignedIn, filled: Filled, name: str, number: int) -> Response:
    """Record whether the two are the same, with the reason."""

    def step() -> Response:
        house = house_of(request)
        with records_for(house.engine, person.viewer) as records:
            match = beside(records, name, number).match
        said = filled.text("same")
        if said not in {"yes", "no"}:
            filled.fault("same", "Say whether they are the same")
        reason = filled.must("reason", "Say how you know", most=LONGEST_REASON)
        filled.refuse_if_wrong()
        if match.state is not MatchState.DOUBTFUL:
            raise NotFound("This match was decided meanwhile.", do_next="See what was decided, and take it back first.")
        write = decide_child if match.kind == "child" else decide_home
        write(house.engine, person.viewer, match.listed, match.may_be, same=said == "yes", reason=reason)
        return on_to("/same-or-not?done=yes")

    return or_again(
        step, lambda error, status: _draw(request, person, name, number, filled=filled, problem=error, status=status)
    )


def undo(request: Request, person: SignedIn, filled: Filled, name: str, number: int) -> Response:
    """Take back what was said of a match, with the reason."""

    def step() -> Response:
        house = house_of(request)
        with records_for(house.engine, person.viewer) as records:
            match = beside(records, name, number).match
        reason = filled.must("undo-reason", "Say why it is taken back", most=LONGEST_REASON)
        filled.refuse_if_wrong()
        write = undo_child if match.kind == "child" else undo_home
        write(house.engine, person.viewer, match.listed, match.may_be, reason=reason)
        return on_to("/same-or-not?done=yes")

    return or_again(
        step, lambda error, status: _draw(request, person, name, number, filled=filled, problem=error, status=status)
    )


def _draw(
    request: Request,
    person: Person,
    name: str,
    number: int,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        pair = beside(records, name, number)
    noted_look(house, person.viewer, Permission.LOAD_DATA, Event.CHILD_READ, f"match {pair.match.listed}"[:120])
    return page(
        request,
        "same_or_not_one.html",
        title=f"{'Error: ' if problem else ''}Is {pair.match.listed} {pair.match.may_be}?",
        person=person,
        status=status,
        pair=pair,
        match=pair.match,
        lines=_lines(pair),
        waits=pair.match.state is MatchState.DOUBTFUL,
        same=MatchState.CONFIRMED,
        at=f"/same-or-not/{name}/{number}",
        typed=filled or Typed(),
        problem=problem,
    )


def _lines(pair: Beside) -> list[Line]:
    """What both sides say, line by line: what of, the list's word, the record's, and whether they differ."""
    if pair.held_home is not None:
        return _of_home(pair, pair.held_home)
    if pair.match.state is MatchState.CONFIRMED or pair.listed_child is None or pair.held_child is None:
        return []
    one, other = _of_child(pair.listed_child), _of_child(pair.held_child)
    return [(what, one[what], other[what], _differ(one[what], other[what])) for what in one]


def _of_child(side: ChildSide) -> dict[str, str]:
    lives = f"{plain(side.lives)}, since {day(side.since)}" if side.lives else _NOT_SAID
    return {
        "Reference": side.ref,
        "Date of birth": day(side.dob) if side.dob else _NOT_SAID,
        "Sex": _NOT_SAID if side.sex is Sex.UNKNOWN else plain(side.sex.name.lower()),
        "Ethnicity": side.ethnicity or _NOT_SAID,
        "Lives": lives,
        "First in care": day(side.first_in_care) if side.first_in_care else _NOT_SAID,
        "Episodes in the returns": count(side.episodes, "episode"),
    }


def _of_home(pair: Beside, home: HomeSide) -> list[Line]:
    written = listed(list(pair.written_for)) if pair.written_for else "no child just now"
    lines = (
        ("What it is called", pair.match.listed, home.name or _NOT_SAID),
        ("Who lives or cares there", f"written for {written}", listed(list(home.carers)) or _NOT_SAID),
        ("Kind", _NOT_SAID, plain(home.kind)),
        ("Provider", _NOT_SAID, home.provider or _NOT_SAID),
        ("Beds", _NOT_SAID, count(home.beds, "bed")),
    )
    return [(what, said, held, False) for what, said, held in lines]


def _differ(one: str, other: str) -> bool:
    return _NOT_SAID not in {one, other} and one != other
