"""What it takes to ask providers about a referral: what they are told, who may be asked now, and what is rare in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.approach import Approach, NotApproached, approaches
from matching.approaching.anonymous import AnonymousReferral
from matching.approaching.choosing import Wanted, choose
from matching.approaching.rarity import rare_facts
from matching.approaching.recognition import refuse_recognisable
from matching.approaching.telling import anonymous
from matching.approaching.tiers import Asked, Wave, tier_of, wave
from matching.approaching.waits import Wait, Waits, published_waits
from matching.policy import published_policy
from matching.service import pricing_for
from matching.snapshot import World, day_of, snapshot
from matching.travel import StraightLine
from placements.errors import Refused
from placements.models.offer import LIVE
from placements.models.referral import Referral, ReferralStatus, ShareWith, Urgency
from placements.repository.approaches import approach_lines
from placements.repository.commonness import marks_of_children
from placements.repository.identities import identities_around
from placements.repository.records import Records
from placements.repository.referrals import referral as referral_named
from placements.working_days import day_in_england

DAYS_OLD = re.compile(r"\b(?:of|aged) \w+ (?:days?|weeks?)\b|\b\w+[- ](?:day|week)s?[- ]old\b", re.IGNORECASE)
NOT_OUTSIDE = frozenset({ShareWith.NONE, ShareWith.IN_HOUSE})
SHARING_NOT_SAID = "The referral does not say with whom it may be shared: whoever sends it answers for that."


@dataclass(frozen=True)
class Ask:
    """Whom to ask about whom, and in which words; without providers, everybody whose tier is open.

    `reason` lets a further tier be asked early, tonight only.
    """

    referral: str
    providers: Sequence[str] = ()
    children: Sequence[str] = ()
    reason: str | None = None
    pen_picture: str | None = None
    leave_out: Sequence[str] = ()


@dataclass(frozen=True)
class Prepared:
    """What goes to whom, if a named person sends it: nothing is written yet."""

    referral: str
    urgency: Urgency
    said: AnonymousReferral
    flags: tuple[str, ...]
    notes: tuple[str, ...]
    to_ask: tuple[Approach, ...]
    early: frozenset[str]
    wave: Wave
    left_out: tuple[NotApproached, ...]
    wait: Wait
    needed_by: dt.datetime

    def reply_due(self, now: dt.datetime) -> dt.datetime:
        """When an answer is due to a paper sent at a moment: by the clock, but not after the home is needed."""
        due = self.wait.reply.after(now)
        return min(due, self.needed_by) if self.needed_by > now else due


def prepare(records: Records, ask: Ask, now: dt.datetime, waits: Waits | None = None) -> Prepared:
    """Choose the providers, write what they are told, and look for anything by which somebody could be recognised.

    Raises NotFound; Recognisable with the very words; Refused where the referral is not open or not to be shared, and
    where nobody may be asked now, with the reason and the moment from which somebody may.
    """
    referral = referral_named(records, ask.referral)
    if referral.status is not ReferralStatus.OPEN:
        raise Refused("The referral is not open.", given=referral.status, do_next="Make a new referral.")
    today = day_of(records)
    said = say(records, ask, today)
    candidates, left_out = _candidates(records, referral, ask.children, today)
    wait = (waits or published_waits()).by_urgency[referral.urgency]
    in_turn = wave(candidates, _asked(records, ask), wait.next_tier, now)
    wanted = Wanted(ask.providers, referral.urgency, ask.reason)
    to_ask, early = choose(wanted, in_turn, left_out)
    return Prepared(
        referral=referral.ref,
        urgency=referral.urgency,
        said=said,
        flags=(*flags_of(records, ask, today), *_days_old(said)),
        notes=() if referral.share_with else (SHARING_NOT_SAID,),
        to_ask=to_ask,
        early=early,
        wave=in_turn,
        left_out=tuple(left_out),
        wait=wait,
        needed_by=referral.needed_by,
    )


def say(records: Records, ask: Ask, today: dt.date) -> AnonymousReferral:
    """What a provider is told, after the check that nobody can be recognised. Raises Recognisable, NotFound."""
    said = anonymous(records, ask.referral, today, children=ask.children, pen_picture=ask.pen_picture)
    for about in ask.leave_out:
        if not any(fact.about.casefold() == about.casefold() for _, fact in said.facts()):
            named = dict.fromkeys(fact.about for _, fact in said.facts())
            raise Refused("No fact has this name.", given=about, do_next=f"Leave out one of: {', '.join(named)}.")
        said = said.without(about)
    refuse_recognisable(said, identities_around(records, referral_named(records, ask.referral)))
    return said


def flags_of(records: Records, ask: Ask, today: dt.date) -> tuple[str, ...]:
    """What a second person should look at before the paper goes out."""
    referral, every = referral_named(records, ask.referral), marks_of_children(records)
    refs = {one.child.id: one.child.ref for one in every}
    order = [refs.get(row.child_id, "") for row in sorted(referral.children, key=lambda row: row.id)]
    told = [ref for ref in order if not ask.children or ref in ask.children]
    return rare_facts(told, every, today, parent_and_child=referral.parent_and_child)


def _days_old(said: AnonymousReferral) -> tuple[str, ...]:
    """Ages in days or weeks in somebody's own words: of a baby, nearly a date of birth."""
    return tuple(
        f"{where}: “{found.group()}” is nearly a date of birth"
        for where, fact in said.facts()
        for found in DAYS_OLD.finditer(fact.said or "")
    )


def _candidates(
    records: Records, referral: Referral, children: Sequence[str], today: dt.date
) -> tuple[list[Approach], list[NotApproached]]:
    """Providers worth asking about these children, and those left out with the reason."""
    if referral.share_with in NOT_OUTSIDE:
        raise Refused(
            "The referral is not to be shared outside the authority.",
            given=f"share with: {referral.share_with}",
            do_next="Ask whoever wrote it to allow more, and load it again.",
        )
    world: World = snapshot(records, [referral], today)
    told = [child for child in world.requests[0].children if not children or child.ref in children]
    policy = published_policy()
    context = world.context(told, policy, StraightLine(policy.travel))
    starts_on = max(today, day_in_england(referral.needed_by))
    request = world.requests[0]
    found, left_out = approaches(
        world.providers,
        told,
        context,
        pricing_for(records),
        starts_on,
        settings=request.settings,
        parent_and_child=request.parent_and_child,
    )
    if referral.share_with == ShareWith.FRAMEWORK:
        because = "The referral is to be shared with framework providers only."
        left_out += [NotApproached(one.provider, because) for one in found if tier_of(one) is None]
        found = [one for one in found if tier_of(one) is not None]
    return found, left_out


def _asked(records: Records, ask: Ask) -> Mapping[str, Asked]:
    """The providers asked before about any of these children, with the newest approach to each."""
    referral = referral_named(records, ask.referral)
    refs = {one.child.ref: one.child.id for one in marks_of_children(records)}
    wanted = {refs[ref] for ref in ask.children if ref in refs} or {row.child_id for row in referral.children}
    return {
        line.provider.ref: Asked(line.approach.sent_at, line.offer.state in LIVE)
        for line in approach_lines(records, ask.referral)
        if line.children & wanted
    }
