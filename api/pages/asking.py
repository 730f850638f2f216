"""Asking providers: one anonymised paper each, read by a second person before it goes, kept exactly as it went."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.approaching import approach, ask_to_read, draft_of
from api.changing import named, on_to, or_again
from api.forms import Filled, Typed, typed_from
from api.house import House, house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import sentence
from matching.approach import Approach
from matching.approaching.service import Ask, Prepared, prepare
from matching.approaching.tiers import tier_of
from placements.approaching.sending import Release
from placements.audit_chain import Event
from placements.deciding.readings import digest_of
from placements.errors import HomewardError, NotFound, NotPermitted, Refused
from placements.models.approach import Channel
from placements.models.referral import Urgency
from placements.permissions import Permission
from placements.repository.readings import readings_about
from placements.repository.records import records_for

CHANNELS = [(one.value, sentence(one)) for one in Channel]


def asking_form(request: Request, person: SignedIn, ref: str) -> Response:
    """Who would be asked, what they would be told, what is rare in it, and who has read it."""
    return _form(request, person, ref, None)


def asking(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Ask a second person to read the papers; release them once they may go; or show the draft in other words."""
    if filled.text("do") == "again":
        return _form(request, person, ref, filled)

    def step() -> Response:
        house = house_of(request)
        ask, release = _ask(filled, ref), _release(filled, person)
        if filled.text("do") == "read":
            ask_to_read(house.engine, person.viewer, ask, release, house.clock)
            return on_to(f"/placement-team/{ref}/ask")
        made = approach(house.engine, person.viewer, ask, release, house.clock)
        if not made.released:
            raise Refused(
                "A second named person reads a planned paper before it leaves the council.",
                do_next="Ask a colleague to read it: they sign in and say that it may go. Then release the papers.",
            )
        return on_to(f"/offers?referral={ref}")

    return or_again(step, lambda error, status: _form(request, person, ref, filled, problem=error, status=status))


def _ask(filled: Typed, ref: str) -> Ask:
    if not filled.several("provider"):
        filled.fault("provider", "Tick at least one provider")
    filled.refuse_if_wrong()
    return Ask(
        ref,
        filled.several("provider"),
        reason=filled.text("reason") or None,
        pen_picture=filled.text("pen") or None,
        leave_out=filled.several("leave-out"),
    )


def _release(filled: Typed, person: Person) -> Release:
    channel = filled.choice("channel", Channel, "Say how it is sent")
    filled.refuse_if_wrong()
    return Release(
        named(person),
        channel or Channel.SECURE_EMAIL,
        reason=filled.text("reason") or None,
    )


def _form(
    request: Request,
    person: Person,
    ref: str,
    filled: Typed | None,
    *,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    noted_look(house, person.viewer, Permission.MAKE_OFFERS, Event.CHILD_READ, f"referral {ref}")
    with records_for(house.engine, person.viewer) as records:
        readings = [one for one in readings_about(records, referral=ref) if one.alone_because is None]
    filled = filled or (typed_from(readings[0].asked) if readings else None)
    prepared, refused = _prepared(house, person, ref, filled)
    every = [one.provider.ref for one in prepared.to_ask] if prepared else []
    draft = draft_of(prepared) if prepared else ""
    return page(
        request,
        "asking.html",
        title=f"{'Error: ' if problem or refused else ''}Ask providers about {ref}",
        person=person,
        status=status,
        ref=ref,
        prepared=prepared,
        tonight=prepared is not None and prepared.urgency is Urgency.TONIGHT,
        asked=[(one.provider.ref, f"{one.provider.name} ({_tier(tier_of(one))})") for one in _may_be_asked(prepared)],
        facts=_facts(prepared),
        draft=draft,
        reading=next((one for one in readings if one.digest == digest_of(draft)), None),
        channels=CHANNELS,
        typed=filled or typed_from({"provider": every, "channel": Channel.SECURE_EMAIL.value}),
        problem=problem or refused,
    )


def _prepared(
    house: House, person: Person, ref: str, filled: Typed | None
) -> tuple[Prepared | None, HomewardError | None]:
    """What would go to whom, or why nothing may go. A referral that is not there, or not theirs, is no page."""
    words = (filled.text("pen") or None, filled.several("leave-out")) if filled else (None, [])
    with records_for(house.engine, person.viewer) as records:
        try:
            return prepare(records, Ask(ref, pen_picture=words[0], leave_out=words[1]), house.clock()), None
        except (NotFound, NotPermitted):
            raise
        except HomewardError as error:
            return None, error


def _may_be_asked(prepared: Prepared | None) -> list[Approach]:
    """Those whose turn it is, and those who wait and may be asked early tonight, with a reason."""
    if prepared is None:
        return []
    early = [one.approach for one in prepared.wave.waiting if one.approach not in prepared.to_ask]
    return [*prepared.to_ask, *(early if prepared.urgency is Urgency.TONIGHT else [])]


def _facts(prepared: Prepared | None) -> list[tuple[str, str]]:
    if prepared is None:
        return []
    return [(about, about) for about in dict.fromkeys(fact.about for _, fact in prepared.said.facts())]


def _tier(tier: int | None) -> str:
    return "no framework" if tier is None else f"tier {tier}"
