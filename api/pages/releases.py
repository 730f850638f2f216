"""Preparing, signing, releasing and withdrawing what is published."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import Response

from api.board.drafting import draft_of
from api.board.drawing import chart_of, shown_with
from api.board.gathering import gathered
from api.board.said import Said, lines_of
from api.changing import changed, named, on_to, or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.planning_papers import planned
from api.security import SignedIn
from api.shapes.board import BoardDocument
from api.templating import page
from placements.errors import HomewardError
from placements.models.publication import Capacity, Release, ReleaseState
from placements.permissions import Permission
from placements.publishing.preparing import prepare_release
from placements.publishing.signing import IN_WORDS, release, sign, withdraw
from placements.repository.records import records_for
from placements.repository.releases import register, release_held, signatures_of

TAGS = {
    ReleaseState.PREPARED: "govuk-tag--orange",
    ReleaseState.RELEASED: "govuk-tag--green",
    ReleaseState.CORRECTED: "govuk-tag--grey",
    ReleaseState.WITHDRAWN: "govuk-tag--red",
}


def releases(request: Request, person: SignedIn) -> Response:
    """Every release, and the form to prepare the next."""
    return _releases(request, person)


def prepare(request: Request, person: SignedIn, typed: Filled) -> Response:
    """Freeze the board's picture as it is now."""
    house = house_of(request)
    asks, voice = lines_of(typed.text("asks")), lines_of(typed.text("voice"))

    def step() -> Response:
        said = planned(house, person.viewer, asks, voice) if typed.has("statement") else Said(asks, voice)
        draft = draft_of(gathered(house), said)
        made = changed(house, person, lambda work: prepare_release(work, named(person), draft, typed.text("because")))
        return on_to(f"/releases/{made.id}")

    return or_again(step, lambda error, status: _releases(request, person, typed=typed, problem=error, status=status))


def one_release(request: Request, person: SignedIn, number: int) -> Response:
    """One release: its certificate, its signatures, and what readers would see."""
    return _release(request, person, number)


def chart(request: Request, person: SignedIn, number: int, picture: str) -> Response:
    """One of the charts readers would see."""
    with records_for(house_of(request).engine, person.viewer) as records:
        found = BoardDocument.model_validate(release_held(records, number).document)
    return Response(chart_of(found, picture), media_type="image/svg+xml")


def sign_figures(request: Request, person: SignedIn, number: int, typed: Filled) -> Response:
    """Sign that the figures are right."""
    return _signed(request, person, number, typed, Capacity.FIGURES)


def sign_publication(request: Request, person: SignedIn, number: int, typed: Filled) -> Response:
    """Sign that it may be published."""
    return _signed(request, person, number, typed, Capacity.PUBLICATION)


def publish(request: Request, person: SignedIn, number: int, typed: Filled) -> Response:
    """Make a signed release public."""

    def step() -> Response:
        changed(house_of(request), person, lambda work: release(work, number, named(person)))
        return on_to(f"/releases/{number}")

    return or_again(step, _again(request, person, number, typed))


def take_back(request: Request, person: SignedIn, number: int, typed: Filled) -> Response:
    """Withdraw what is public."""

    def step() -> Response:
        because = typed.text("because")
        changed(house_of(request), person, lambda work: withdraw(work, number, named(person), because))
        return on_to(f"/releases/{number}")

    return or_again(step, _again(request, person, number, typed))


def _signed(request: Request, person: SignedIn, number: int, typed: Typed, capacity: Capacity) -> Response:
    read = typed.has("words_read")

    def step() -> Response:
        changed(house_of(request), person, lambda work: sign(work, number, named(person), capacity, words_read=read))
        return on_to(f"/releases/{number}")

    return or_again(step, _again(request, person, number, typed))


def _again(request: Request, person: SignedIn, number: int, typed: Typed) -> Callable[[HomewardError, int], Response]:
    """The release once more, with what is wrong."""
    return lambda error, status: _release(request, person, number, typed=typed, problem=error, status=status)


def _releases(
    request: Request,
    person: SignedIn,
    *,
    typed: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    with records_for(house_of(request).engine, person.viewer) as records:
        held = [(one, signatures_of(records, one.id)) for one in register(records)]
    return page(
        request,
        "releases.html",
        title="Publishing",
        person=person,
        status=status,
        releases=held,
        tags=TAGS,
        may_prepare=person.viewer.may(Permission.PREPARE_RELEASES),
        typed=typed or Typed(),
        problem=problem,
    )


def _release(
    request: Request,
    person: SignedIn,
    number: int,
    *,
    typed: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    with records_for(house_of(request).engine, person.viewer) as records:
        one: Release = release_held(records, number)
        signed = signatures_of(records, number)
    return page(
        request,
        "release.html",
        title=one.title,
        person=person,
        status=status,
        one=one,
        signed=signed,
        done={signature.capacity.value for signature in signed},
        capacities=IN_WORDS,
        tags=TAGS,
        may_prepare=person.viewer.may(Permission.PREPARE_RELEASES),
        may_sign_figures=person.viewer.may(Permission.SIGN_FIGURES),
        may_sign_release=person.viewer.may(Permission.SIGN_RELEASES),
        typed=typed or Typed(),
        problem=problem,
        **shown_with(BoardDocument.model_validate(one.document), f"/releases/{number}/"),
    )
