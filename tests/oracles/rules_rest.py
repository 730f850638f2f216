"""The rules that ask for approvals, steps, notes and records, read a second time: see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts, Resident
from matching.situation import Context, Request
from tests.oracles.rules_days import age, approvals_in_force, most_placed
from tests.oracles.rules_ways import read_concern, read_ways
from tests.oracles.rules_words import ASK, GAP, NEED, NOTE, OUT, RECORD, TASK, VETO, WARN

Found = Iterator[tuple[str, str]]
SIBLINGS = ("full", "half", "step", "adoptive")
ENGLISH = {"english", "en", "eng"}
GRADES = ("outstanding", "good", "requires improvement", "inadequate")


def read_rest(
    children: Sequence[ChildFacts],
    home: HomeFacts,
    request: Request,
    context: Context,
    first: dt.date,
    days: Sequence[dt.date],
    there: Sequence[Resident],
) -> Found:
    """Everything but beds, terms, numbers and living together."""
    yield from _of_home(home, request, context, first, there)
    yield from _of_referral(home, request, first)
    yield from _approvals(children, home, request, first)
    yield from _breaks(home, request)
    yield from _counted(children, home, first, days, there)
    for child in children:
        yield from _of_child(child, request, first)
        yield from _here(child, home, first)
        yield from read_ways(child, home, first)
        yield from _parted(child, children, request, context, there)
        yield from _same_age(child, home, there, first)
        yield from read_concern(child, home, there, first)
        yield from _refused(child, home, there, first)


def _refused(child: ChildFacts, home: HomeFacts, there: Sequence[Resident], first: dt.date) -> Found:
    """What the child said no to, wish by wish; somebody of 18 who has a bed here is no child lived with."""
    lodgers = {one.child.ref for one in there if one.child and one.kind != "staying_put" and not _grown(one, first)}
    pets = (home.pet_kinds or "").lower()
    for wish in child.wishes:
        if wish.says != "veto":
            continue
        if wish.about in ("pets", "smoking"):
            known = {"yes": True, "no": False}.get(home.pets if wish.about == "pets" else home.smokers)
            if wish.about == "pets" and wish.value != "any" and known:
                known = wish.value[:3] in pets if pets else None
        elif wish.about == "area":
            known = None if home.la_code is None else wish.value == home.la_code
        else:
            known = wish.value in (
                {"H-1"} if wish.about == "home" else {home.kind} if wish.about == "kind" else lodgers
            )
        if known is not False:
            yield "child-veto", GAP if known is None else VETO


def _grown(one: Resident, first: dt.date) -> bool:
    years = age(one.child.dob, first) if one.child else None
    return years is not None and years >= 18


def _family(home: HomeFacts) -> bool:
    return home.kind in ("kinship", "parent")


def _of_home(home: HomeFacts, request: Request, context: Context, first: dt.date, there: Sequence[Resident]) -> Found:
    if not _family(home) and any(kin.outcome != "ruled_out" for kin in request.kin):
        yield "kin-first", NOTE
    emergency = request.kind == "emergency"
    exempt = _family(home) or (home.kind == "fostering" and home.provider_kind == "own")
    if home.la_code is None:
        yield "in-area", GAP
    elif home.la_code != context.authority:
        yield "in-area", NOTE
        yield "notify-area", TASK
        if exempt:
            yield "out-exempt", NOTE
        elif emergency:
            yield "out-emergency", WARN
    if not _household(home) and home.kind != "parent" and any(one.kind != "staying_put" for one in there):
        yield "home-impact", WARN
    yield from _grade(home, first)


def _household(home: HomeFacts) -> bool:
    return home.kind in ("fostering", "kinship")


def _grade(home: HomeFacts, first: dt.date) -> Found:
    if home.kind == "parent" or (_household(home) and home.provider_kind == "own"):
        return
    held = [
        one
        for one in home.registrations
        if not (one.starts_on and one.starts_on > first) and not (one.ends_on and one.ends_on <= first)
    ]
    said = (held[-1].grade if held and held[-1].grade else home.provider_grade or "").lower()
    known = [grade for grade in GRADES if said.startswith(grade)]
    if not known:
        yield "ofsted-grade-gate", GAP
    elif known[0] in ("requires improvement", "inadequate"):
        yield "ofsted-grade-gate", NEED


def _of_referral(home: HomeFacts, request: Request, first: dt.date) -> Found:
    yield "placement-plan", TASK
    for always in ("notify-people", "visit-first-week", "first-review"):
        yield always, WARN
    reviewed = request.review_held_on is not None and request.review_held_on <= first
    if request.kind == "planned_move" and request.carer_ended != "yes" and not reviewed:
        yield "settled-end", NEED if request.carer_ended == "no" else ASK
    if request.plan == "long_term_foster" and _household(home):
        yield "long-term-match", NEED


def _approvals(children: Sequence[ChildFacts], home: HomeFacts, request: Request, first: dt.date) -> Found:
    held = approvals_in_force(home, first)
    if any(one.basis == "reg24_temporary" for one in held) or (home.kind == "kinship" and not home.approvals):
        yield "kin-temporary", TASK
    if held and all(one.basis == "reg25A" for one in held):
        named = {ref for one in held for ref in one.named}
        if any(child.ref not in named for child in children):
            yield "dual-approval", NEED
    if request.plan == "adoption" and not _family(home):
        adopter = any(one.basis == "reg25A" or "early_permanence" in one.types for one in held)
        yield "adoption-route", NEED if adopter else NOTE


def _breaks(home: HomeFacts, request: Request) -> Found:
    if request.kind != "short_break":
        return
    series = request.short_break
    days = series.days if series else None
    before = series.days_in_year if series else None
    too_long = days is not None and days > 17
    too_many = before is not None and before + (1 if days is None else days) > 75
    elsewhere = series is not None and series.home not in (None, home.ref)
    if too_long or too_many or elsewhere:
        yield "short-break-mode", OUT
    elif days is None or before is None:
        yield "short-break-mode", ASK


def _counted(
    children: Sequence[ChildFacts], home: HomeFacts, first: dt.date, days: Sequence[dt.date], there: Sequence[Resident]
) -> Found:
    own = [one for one in home.people if one.living_as == "own_child" and (age(one.dob, first) or 0) < 18]
    young = sum(1 for one in there if one.kind == "staying_put")
    young = max(young, sum(1 for one in home.people if one.living_as == "staying_put"))
    if _household(home) and (own or young):
        yield "usual-limit-count", NOTE
    held = [
        one
        for one in home.registrations
        if not (one.starts_on and one.starts_on > first) and not (one.ends_on and one.ends_on <= first)
    ]
    if held and not _household(home) and home.kind != "parent":
        places = held[-1].places
        if held[-1].conditions or (
            places is not None and places < len(children) + len(most_placed(first, days, there))
        ):
            yield "home-statement", WARN


def _of_child(child: ChildFacts, request: Request, first: dt.date) -> Found:
    answered = {str(topic) for topic, answer in child.answers.items() if answer in ("given", "none")}
    if not {"wishes", "parent_wishes"} <= answered:
        yield "wishes-recorded", RECORD
    if child.legal_status is None or (child.legal_status == "V2" and child.pr_objection == "yes"):
        yield "legal-authority", WARN
    if child.legal_status == "V2":
        yield "s20-removal", WARN
    if child.uasc == "yes":
        yield "uasc-needs", NOTE


def _here(child: ChildFacts, home: HomeFacts, first: dt.date) -> Found:
    if home.kind == "parent" and child.legal_status in (None, "C1", "C2", "E1"):
        yield "parent-in-care", ASK if child.legal_status is None else NEED
    spoken = {one.code.lower() for one in child.traits if one.topic == "language"}
    faiths = {one.code.lower() for one in child.traits if one.topic == "religion"}
    if (faiths | spoken - ENGLISH) - home.languages:
        yield "identity-considered", RECORD
    if spoken and not spoken & ENGLISH and not spoken & home.languages:
        yield "language-access", NOTE if home.languages else GAP
    if child.dol_order == "unknown" or (child.dol_order == "yes" and child.dol_setting != home.ref):
        yield "dol-order", WARN
    yield from _lived(child, home)
    yield from _needs(child, home, first)


def _needs(child: ChildFacts, home: HomeFacts, first: dt.date) -> Found:
    for need in child.needs:
        if need.essential:
            skill = _skill(home, need.domain.value, first)
            if skill is None:
                yield "needs-met", GAP
            elif skill < need.level:
                yield "needs-met", RECORD


def _lived(child: ChildFacts, home: HomeFacts) -> Found:
    last = None
    for stay in child.past_stays:
        if stay.home == home.ref and (last is None or (stay.ended_on or dt.date.min) > (last.ended_on or dt.date.min)):
            last = stay
    if last is not None:
        yield "previous-home", GAP if last.ending == "unknown" else NOTE


def _skill(home: HomeFacts, domain: str, first: dt.date) -> int | None:
    if _household(home):
        return {kind.value: level for kind, level in home.skills.items()}.get(domain)
    for one in home.registrations:
        begun = one.starts_on is None or one.starts_on <= first
        if begun and (one.ends_on is None or one.ends_on > first) and domain in one.needs_accepted:
            return 4
    return None


def _parted(
    child: ChildFacts, children: Sequence[ChildFacts], request: Request, context: Context, there: Sequence[Resident]
) -> Found:
    together = {one.ref for one in children} | {
        one.child.ref for one in there if one.child is not None and one.kind != "staying_put"
    }
    for pair, fact in context.relations.pairs.items():
        others = pair - {child.ref}
        if len(others) == 2 or fact.relation not in SIBLINGS or fact.assessed == "apart_must":
            continue
        [other] = others
        if other in context.looked_after and other not in together:
            yield "siblings-together", NOTE


def _same_age(child: ChildFacts, home: HomeFacts, there: Sequence[Resident], first: dt.date) -> Found:
    born = [one.child.dob for one in there if one.child is not None and one.kind != "staying_put"]
    born += [one.dob for one in home.people if one.living_as in ("own_child", "private_fostered")]
    for dob in born:
        young = dob is not None and (age(dob, first) or 0) < 18
        if young and child.dob is not None and dob is not None and abs((dob - child.dob).days) <= 365:
            yield "age-gap", NOTE
