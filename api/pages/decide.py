"""Deciding: the wishes first, the options seen, what must be said, and a named person with a reason."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, named, on_to, or_again
from api.forms import Filled, Typed, typed_from
from api.house import house_of
from api.looks import noted_look
from api.pages.offer import Standing, standing
from api.security import SignedIn
from api.shapes.search import Option
from api.signin import Person
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding.outcomes import ROUTE
from placements.deciding.page import WISHES_RULE, Decided
from placements.deciding.placing import decide as place
from placements.errors import Conflict, HomewardError
from placements.models.decision import OverrideReason
from placements.models.offer import OfferState
from placements.models.referral import ReferralKind
from placements.permissions import Permission
from placements.repository.offers import offer_lines
from placements.repository.records import records_for

OVERRIDES = [(one.value, sentence(one)) for one in OverrideReason]
AGAINST_VETO = "against-veto"


def decide_form(request: Request, person: SignedIn, number: int) -> Response:
    """The page on which somebody decides about an accepted offer."""
    return _form(request, person, number, typed_from({"contest": ROUTE}))


def decide(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Place the children by the signed-in person's decision; refused, the page says all that stands in the way."""

    def step() -> Response:
        found = standing(house_of(request), person, number)
        decided = _decided(filled, found, person)
        ends_on = filled.day("ends", "Give the day the short break ends, such as 5 6 2026", must=_is_break(found))
        filled.refuse_if_wrong()
        search = found.page.search.id if found.page else None
        made = changed(
            house_of(request), person, lambda work: place(work, number, decided, search_id=search, ends_on=ends_on)
        )
        return on_to(f"/decisions/{made.id}")

    return or_again(step, lambda error, status: _form(request, person, number, filled, problem=error, status=status))


def _decided(filled: Typed, found: Standing, person: Person) -> Decided:
    """What was typed, as the decision it is. The service says what is still missing of it."""
    reason = filled.must("reason", "Say why this home, in a sentence")
    weighed = filled.must("weighed", "Say what was done about the child’s wishes")
    contest = filled.must("contest", "Say how the child can question it")
    said = found.page.option if found.page else {"records": [], "gaps": []}
    notes = {one["id"]: filled.text(f"note-{one['id']}") for one in said["records"] if one["id"] != WISHES_RULE}
    supports = {str(one["about"]): filled.text(f"support-{one['about']}") for one in said["gaps"] if one["essential"]}
    extra = {"against_veto": filled.text(AGAINST_VETO)} if "against_veto" in Decided.__dataclass_fields__ else {}
    return Decided(
        person=named(person),
        reason=reason,
        wishes_weighed=weighed,
        contest_route=contest,
        override=filled.choice("override", OverrideReason, ""),
        accepting_unknown=filled.text("unknown"),
        notes={name: words for name, words in notes.items() if words},
        supports={name: words for name, words in supports.items() if words},
        child_told_on=filled.day("told", "Give the day the child was told, or leave it empty", must=False),
        **extra,
    )


def _is_break(found: Standing) -> bool:
    return found.page is not None and found.page.referral.kind is ReferralKind.SHORT_BREAK


def _form(
    request: Request,
    person: Person,
    number: int,
    filled: Typed,
    *,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    found = standing(house, person, number)
    if found.page is None:
        raise found.no_page or Conflict("No home is named yet.", given=number, do_next="Wait for the provider's offer.")
    noted_look(house, person.viewer, Permission.DECIDE_PLACEMENTS, Event.CHILD_READ, f"referral {found.line.referral}")
    with records_for(house.engine, person.viewer) as records:
        declined = {
            one.home for one in offer_lines(records, found.line.referral) if one.offer.state is OfferState.DECLINED
        }
    children = set(found.called)
    seen = [one for one in found.page.document["options"] if set(one["children"]) == children]
    return page(
        request,
        "decide.html",
        title=f"{'Error: ' if problem else ''}Decide: {found.title}",
        person=person,
        status=status,
        found=found,
        seen=seen,
        place_of_this=1 + next(place for place, one in enumerate(seen) if one["home"] == found.page.option["home"]),
        others=sum(set(one["children"]) != children for one in found.page.document["options"]),
        option=Option.model_validate(found.page.option),
        records=[one for one in found.page.option["records"] if one["id"] != WISHES_RULE],
        essential=[one for one in found.page.option["gaps"] if one["essential"]],
        must_override=found.page.passed_over is not None and not found.page.above_declined,
        declined=declined,
        overrides=OVERRIDES,
        is_break=_is_break(found),
        called=found.called,
        typed=filled,
        problem=problem,
    )
