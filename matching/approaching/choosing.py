"""Which providers are asked now: those whose turn it is, or, tonight and with a reason, one before its turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching import words
from matching.approach import Approach, NotApproached
from matching.approaching.tiers import Waiting, Wave
from placements.errors import HomewardError, NotFound, Refused
from placements.models.referral import Urgency
from placements.working_days import LONDON


@dataclass(frozen=True)
class Wanted:
    """The providers a person names (nobody: everybody whose turn it is), how soon, and a reason to go before turn."""

    providers: Sequence[str]
    urgency: Urgency
    reason: str | None = None

    @property
    def may_jump(self) -> bool:
        """Whether a provider may be asked before its turn: tonight, with a reason."""
        return self.urgency is Urgency.TONIGHT and bool((self.reason or "").strip())


def choose(
    wanted: Wanted, in_turn: Wave, left_out: Sequence[NotApproached]
) -> tuple[tuple[Approach, ...], frozenset[str]]:
    """The providers to ask now, and those of them (references) that are asked before their turn.

    Raises Refused for one whose turn it is not, that was asked before or is not to be asked, and where nobody is left;
    NotFound for one that is not held.
    """
    if not wanted.providers:
        if not in_turn.now:
            raise _nobody(in_turn, left_out)
        return in_turn.now, frozenset()
    open_now = {one.provider.ref: one for one in in_turn.now}
    still = {one.approach.provider.ref: one for one in in_turn.waiting}
    chosen: list[Approach] = []
    early: set[str] = set()
    for ref in dict.fromkeys(wanted.providers):
        if ref in still and wanted.may_jump:
            early.add(ref)
            chosen.append(still[ref].approach)
        elif ref in open_now:
            chosen.append(open_now[ref])
        else:
            raise _not_now(ref, wanted, still.get(ref), in_turn, left_out)
    return tuple(chosen), frozenset(early)


def _not_now(
    ref: str, wanted: Wanted, waiting: Waiting | None, in_turn: Wave, left_out: Sequence[NotApproached]
) -> HomewardError:
    """Why a provider may not be asked now."""
    if waiting is not None:
        early = (
            "Give --reason to ask it before its turn."
            if wanted.urgency is Urgency.TONIGHT
            else "Wait, or ask the others."
        )
        return Refused(f"It is not this provider's turn: {waiting.because}.", given=ref, do_next=early)
    if any(one.provider.ref == ref for one in in_turn.asked):
        return Refused(
            "This provider was asked about these children already.", given=ref, do_next="See `homeward chase`."
        )
    for one in left_out:
        if one.provider.ref == ref:
            return Refused(f"Not to be asked. {one.because}", given=ref, do_next="Choose another provider.")
    open_to = words.listed(one.provider.ref for one in in_turn.now) or "nobody"
    return NotFound("No provider to approach has this reference.", given=ref, do_next=f"To ask now: {open_to}.")


def _nobody(in_turn: Wave, left_out: Sequence[NotApproached]) -> Refused:
    """Why nobody may be asked now, and from when somebody may."""
    if in_turn.waiting:
        opens = min((one.opens for one in in_turn.waiting if one.opens), default=None)
        when = f" The next tier may be asked from {opens.astimezone(LONDON):%H:%M on %d %B %Y}." if opens else ""
        because = dict.fromkeys(one.because for one in in_turn.waiting)
        return Refused(
            "Everybody whose turn it is has been asked.",
            given="; ".join(because),
            do_next=f"See `homeward chase` for who has not answered.{when}",
        )
    asked = words.listed(one.provider.ref for one in in_turn.asked)
    given = f"asked already: {asked or 'nobody'}; left out: {len(left_out)}"
    return Refused(
        "There is no provider left to ask.",
        given=given,
        do_next="Search again for near misses and who could cure them.",
    )
