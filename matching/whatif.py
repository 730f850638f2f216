"""Which single fact would reverse the answer: every fact below is changed alone, and the search is solved again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matching import words
from matching.child_facts import ChildFacts, NeedFact
from matching.home_facts import HoldFacts, HomeFacts, WillingFacts
from matching.option import Json, Option
from matching.ranking import ranked
from matching.searching import Method, Search
from matching.situation import Request
from matching.snapshot import World
from placements.models.base import Answer, Known
from placements.models.child import Topic
from placements.models.household import Willing
from placements.models.referral import Duration
from placements.models.wish import WishSays

NEXT = 4
"""How many of the homes below the first are asked about: one fact rarely lifts the tenth to the top."""
HIGHEST = 4


@dataclass(frozen=True, eq=False)
class Change:
    """One fact changed, in words that follow "if": a home with it, or the request with it."""

    words: str
    home: HomeFacts | None = None
    request: Request | None = None


@dataclass(frozen=True)
class Reversal:
    """A fact that would reverse the answer, and which home would then come first (None: no home at all)."""

    words: str
    instead: str | None

    def as_json(self) -> Json:
        """The reversal for a program."""
        return {"fact": self.words, "instead": self.instead}


def reversals(
    world: World, request: Request, bundle: Sequence[str], options: Sequence[Option], method: Method
) -> tuple[Reversal, ...]:
    """The single facts after which another home would come first for a bundle, each found by solving again.

    `bundle` names the children who would live together, `options` are theirs in order as the search gave them. Where a
    fact is about one home, only that home is judged again, since no other home reads it.
    """
    mine = [option for option in options if option.children == tuple(bundle) and not option.vetoed]
    if not mine:
        return ()
    first = mine[0].home
    found = []
    for change in changes(request, tuple(bundle), mine):
        instead = _first_after(change, world, request, mine, method)
        if instead != first:
            found.append(Reversal(change.words, instead))
    return tuple(found)


def _first_after(change: Change, world: World, request: Request, mine: Sequence[Option], method: Method) -> str | None:
    bundle = mine[0].children
    if change.home is not None:
        others = [option for option in mine if option.home != change.home.ref]
        again = Search(world, request, method, [change.home])
        options = [*others, *again.options(_of(request, bundle))]
    else:
        asked = change.request or request
        options = Search(world, asked, method, world.homes, world.table).options(_of(asked, bundle))
    order = ranked([option for option in options if not option.vetoed])
    return order[0].home if order else None


def _of(request: Request, bundle: Sequence[str]) -> tuple[ChildFacts, ...]:
    return tuple(child for child in request.children if child.ref in bundle)


def changes(request: Request, bundle: tuple[str, ...], options: Sequence[Option]) -> Iterator[Change]:
    """Every single fact that is tried: of the first home, of the next ones, of each child, and of the referral."""
    first = options[0].verdict.home
    yield Change(f"{first.ref} took no child now", home=replace(first, holds=(*first.holds, _from_now(options[0]))))
    yield from _worse(first, options[0].verdict.children)
    for option in options[1 : 1 + NEXT]:
        yield from _better(option)
    for child in _of(request, bundle):
        for said, changed in _about(child):
            children = tuple(changed if one is child else one for one in request.children)
            yield Change(said, request=replace(request, children=children))
    if request.duration is not Duration.LONG_TERM:
        yield Change("the home were needed for the long term", request=replace(request, duration=Duration.LONG_TERM))


def _from_now(option: Option) -> HoldFacts:
    return HoldFacts(option.verdict.there.stay.starts_on)


def _worse(home: HomeFacts, children: Sequence[ChildFacts]) -> Iterator[Change]:
    for domain in dict.fromkeys(need.domain for child in children for need in child.needs):
        level = home.skills.get(domain)
        if level:
            said = f"{home.ref}'s skill in {words.plain(domain)} were {level - 1}, not {level}"
            yield Change(said, home=replace(home, skills={**home.skills, domain: level - 1}))
    if home.is_household:
        refused = WillingFacts("age", "0-17", Willing.NO)
        yield Change(f"{home.ref}'s carers said no to a child of this age", home=_answering(home, refused))


def _answering(home: HomeFacts, said: WillingFacts) -> HomeFacts:
    return replace(home, willing=(*(one for one in home.willing if one.about != said.about), said))


def _better(option: Option) -> Iterator[Change]:
    home, there = option.verdict.home, option.verdict.there
    if any(not there.is_fresh(bed) for bed in home.beds):
        today = option.verdict.there.stale_before
        beds = tuple(replace(bed, confirmed_on=max(bed.confirmed_on or today, today)) for bed in home.beds)
        yield Change(f"{home.ref}'s vacancy were confirmed", home=replace(home, beds=beds))
    if home.is_household:
        agreed = WillingFacts("age", "0-17", Willing.YES)
        yield Change(f"{home.ref}'s carers said yes to a child of this age", home=_answering(home, agreed))
    if home.fsp_consent is not Known.YES and home.is_household and not home.is_own:
        yield Change(f"{home.ref}'s fostering service consented", home=replace(home, fsp_consent=Known.YES))
    for gap in option.score.gaps:
        domain = next(
            need.domain for child in option.verdict.children for need in child.needs if need.domain == gap.domain
        )
        said = f"{home.ref} could meet {words.plain(gap.domain)} {gap.level}"
        yield Change(said, home=replace(home, skills={**home.skills, domain: gap.level}))


def _about(child: ChildFacts) -> Iterator[tuple[str, ChildFacts]]:
    """Facts of a child, each changed alone."""
    for contact in child.contacts:
        rest = tuple(one for one in child.contacts if one is not contact)
        yield f"{child.called}'s contact with {contact.person} ended", replace(child, contacts=rest)
    if child.school_urn is not None:
        answers = {**child.answers, Topic.SCHOOL: Answer.NONE}
        moved = replace(child, school_urn=None, school=None, answers=answers)
        yield f"{child.called} were to change school anyway", moved
    for need in child.needs:
        yield from _about_need(child, need)
    for wish in child.wishes:
        if wish.says is WishSays.VETO:
            kept = tuple(one for one in child.wishes if one is not wish)
            about = f"{words.plain(wish.about)} ({wish.value})"
            yield f"{child.called} took back the no about {about}", replace(child, wishes=kept)


def _about_need(child: ChildFacts, need: NeedFact) -> Iterator[tuple[str, ChildFacts]]:
    about = f"{child.called}'s need ({words.plain(need.domain)})"
    which = "were not essential" if need.essential else "were essential"
    yield f"{about} {which}", _with(child, need, replace(need, essential=not need.essential))
    for level in (need.level - 1, need.level + 1):
        if 0 <= level <= HIGHEST:
            yield f"{about} were {level}, not {need.level}", _with(child, need, replace(need, level=level))


def _with(child: ChildFacts, need: NeedFact, changed: NeedFact) -> ChildFacts:
    return replace(child, needs=tuple(changed if one is need else one for one in child.needs))
