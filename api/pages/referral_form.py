"""Writing a referral: copied from the one before, with what has gone stale since then."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed, moment_boxes, typed_from
from api.house import House, house_of
from api.looks import noted_look
from api.pages.placement_team import KIND_WORDS, URGENCY_WORDS
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding.gaps import Stale, open_gaps, stale_facts
from placements.errors import HomewardError
from placements.models.base import Known
from placements.models.gap import ReferralGap
from placements.models.referral import (
    Duration,
    Plan,
    Referral,
    ReferralKind,
    ShareWith,
    Suitability,
    Urgency,
)
from placements.permissions import Permission
from placements.referring.writing import SETTINGS, ReferralGiven, still_true, write_referral
from placements.repository.family import refs_of_referral
from placements.repository.lacked import lacked_of, missed_most
from placements.repository.records import records_for
from placements.repository.referrals import referral as referral_named
from placements.unit_of_work import UnitOfWork

SETTING_WORDS = {
    "foster": "Foster carers",
    "kin": "Relatives or friends",
    "K2": "A children’s home",
    "K3": "Supported accommodation",
}
SUITABILITY = [(one.value, sentence(one)) for one in Suitability]
SHARE = [
    (ShareWith.NONE.value, "Nobody outside the social work team"),
    (ShareWith.IN_HOUSE.value, "Our own carers and homes only"),
    (ShareWith.FRAMEWORK.value, "Framework providers, without names"),
    (ShareWith.ALL.value, "Any registered provider, without names"),
]
ENDED = [(Known.YES.value, "Yes"), (Known.NO.value, "No"), (Known.UNKNOWN.value, "Not known")]
MOST_MINUTES = 300


def referral_form(request: Request, person: SignedIn, copy: str = "", child: str = "") -> Response:
    """The form: empty, for one child, or with all that the referral copied from says."""
    if not copy:
        return _form(request, person, typed_from({"children": child, "kind": "", "copied": ""}))
    house = house_of(request)
    noted_look(house, person.viewer, Permission.WRITE_REFERRALS, Event.CHILD_READ, f"referral {copy}"[:120])
    with records_for(house.engine, person.viewer) as records:
        first = _as_typed(referral_named(records, copy), refs_of_referral(records, copy), house)
    return _form(request, person, typed_from(first | {"copied": copy}))


def referral(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Write the referral, confirm the facts that are still true, and go on to its search."""

    def step() -> Response:
        given, copied = _given(filled), filled.text("copied") or None

        def write(work: UnitOfWork) -> Referral:
            for one in filled.several("still-true"):
                child, _, fact = one.partition("|")
                kind, _, says = fact.partition(": ")
                still_true(work, child, [(kind, says)])
            return write_referral(work, given, copied_from=copied)

        return on_to(f"/placement-team/{changed(house_of(request), person, write).ref}")

    return or_again(step, lambda error, status: _form(request, person, filled, problem=error, status=status))


def _given(filled: Typed) -> ReferralGiven:
    children = filled.must("children", "Give the reference of at least one child")
    kind = filled.choice("kind", ReferralKind, "Say why a home is needed")
    needed_by = filled.moment("needed", "Give the day and time by which a home is needed, such as 5 6 2026 and 17:00")
    urgency = filled.choice("urgency", Urgency, "Say how soon")
    travel = filled.whole("travel", f"Give whole minutes, 1 to {MOST_MINUTES}", low=1, high=MOST_MINUTES)
    settings = {name: filled.choice(f"setting-{name}", Suitability, "") for name in SETTINGS}
    duration, plan = filled.choice("duration", Duration, ""), filled.choice("plan", Plan, "")
    share, ended = filled.choice("share", ShareWith, ""), filled.choice("ended", Known, "")
    area, team = filled.text("area", most=120), filled.text("team", most=80)
    picture = filled.text("picture")
    filled.refuse_if_wrong()
    if kind is None or needed_by is None or urgency is None:
        raise AssertionError("a form without these is refused above")
    return ReferralGiven(
        children=_refs(children),
        kind=kind,
        needed_by=needed_by,
        urgency=urgency,
        duration=duration or Duration.UNKNOWN,
        plan=plan or Plan.UNKNOWN,
        settings={name: said for name, said in settings.items() if said and said is not Suitability.NOT_GIVEN},
        preferred_area=area or None,
        max_travel_min=travel,
        pen_picture=picture or None,
        team=team or None,
        share_with=share,
        parent_and_child=filled.has("parent"),
        carer_ended=ended or Known.NOT_ASKED,
    )


def _refs(typed: str) -> list[str]:
    """References typed with commas or semicolons between."""
    return [one.strip() for one in typed.replace(";", ",").split(",") if one.strip()]


def _as_typed(row: Referral, children: list[str], house: House) -> dict[str, str]:
    """A referral as if somebody had typed it; a moment that has passed is left for a person to say anew."""
    later = row.needed_by > house.clock()
    return {
        "children": ", ".join(children),
        "kind": row.kind.value,
        "urgency": row.urgency.value if later else "",
        "duration": row.duration.value,
        "plan": row.plan.value,
        "area": row.preferred_area or "",
        "travel": str(row.max_travel_min or ""),
        "picture": row.pen_picture or "",
        "team": row.team or "",
        "share": row.share_with or "",
        "ended": row.carer_ended.value,
        **({"parent": "yes"} if row.parent_and_child else {}),
        **{f"setting-{name}": str(said) for name, said in row.settings.items()},
        **(moment_boxes("needed", row.needed_by) if later else {}),
    }


def _form(
    request: Request, person: Person, filled: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    house = house_of(request)
    copied = filled.text("copied")
    stale, gaps = _gone_stale(house, person, copied) if copied else ([], [])
    children = _refs(filled.text("children"))
    with records_for(house.engine, person.viewer) as records:
        told, missed = lacked_of(records, children), missed_most(records)
    for one in sorted({one.child for one in told}):
        noted_look(house, person.viewer, Permission.SEE_SENSITIVE, Event.CHILD_READ, f"child {one}"[:120])
    return page(
        request,
        "referral_form.html",
        title=f"{'Error: ' if problem else ''}{'Copy a referral' if copied else 'Write a referral'}",
        person=person,
        status=status,
        copied=copied,
        stale=[(f"{one.child}|{one.what}", f"{one.child}, {sentence(one.what)}", one.as_of) for one in stale],
        gaps=gaps,
        told=told,
        missed=[(sentence(one), number) for one, number in missed],
        kinds=[(one.value, words) for one, words in KIND_WORDS.items()],
        urgencies=[(one.value, words) for one, words in URGENCY_WORDS.items()],
        durations=[(one.value, sentence(one)) for one in Duration],
        plans=[(one.value, sentence(one)) for one in Plan],
        settings=SETTING_WORDS,
        suitability=SUITABILITY,
        share=SHARE,
        ended=ENDED,
        typed=filled,
        problem=problem,
    )


def _gone_stale(house: House, person: Person, copied: str) -> tuple[list[Stale], list[ReferralGap]]:
    with records_for(house.engine, person.viewer) as records:
        row = referral_named(records, copied)
        return stale_facts(records.session, row, house.today()), open_gaps(records.session, row)
