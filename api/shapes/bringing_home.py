"""From what bring-home found to its shape: rules in their own sentences, savings only where they were worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from api.shapes.bring_home import (
    Amount,
    Approval,
    BringHome,
    Cash,
    Chance,
    Change,
    Deduction,
    MovesPrevented,
    NearMiss,
    Option,
    Reason,
    ReturningChild,
    Savings,
    Step,
    Totals,
    Tracking,
)
from api.words import plain
from forecasting.returning.answer import BringHome as Found
from forecasting.returning.answer import Child as FoundChild
from forecasting.returning.answer import Returned as FoundReturned
from forecasting.returning.columns import Amount as FoundAmount
from forecasting.returning.lasting import NEVER, Lasts
from forecasting.returning.local_homes import LocalHomes
from forecasting.returning.reasons import OTHER_REASONS, REASONS
from forecasting.returning.saved import Saved
from forecasting.returning.standing import Standing
from matching.candidates import Status
from matching.option import Option as FoundOption
from matching.rules.rule import Effect
from matching.unmet import ChangeKind

if TYPE_CHECKING:
    from forecasting.recruiting.service import Recruitment

FOR_WHOM = "For commissioners. Small numbers, about children who could be recognised: not for publication."
COLUMNS = ("cashable", "avoided", "growth")
A_NEW_HOUSEHOLD = "A household to be recruited: see recruit_next."


def bring_home_shape(
    found: Found,
    *,
    sees_needs: bool,
    recruiting: Recruitment | None = None,
    because: str | None = None,
) -> BringHome:
    """The answer for a program; `recruiting` holds whom to unlock and recruit, else `because` says why it does not.

    Without `sees_needs`, what a child needs of a new household is left to the recruitment list, which names no child.
    """
    chance = _chance(found.lasts)
    returned = [_returned(one, chance) for one in found.returned]
    children = [*returned, *(_child(one, found, chance, sees_needs) for one in found.children)]
    return BringHome(
        for_whom=FOR_WHOM,
        on=found.on,
        position_on=found.position_on,
        children=children,
        not_considered=dict(found.not_considered),
        reasons=_reasons(found),
        moves_prevented=MovesPrevented(**vars(found.moves_prevented)),
        unlock=None if recruiting is None else [one.as_json() for one in recruiting.unlock],
        recruit_next=None if recruiting is None else [one.as_json() for one in recruiting.recruit_next],
        recruiting_because=because,
        totals=_totals(found, children),
        notes=list(found.notes),
        seconds=found.seconds,
    )


def _reasons(found: Found) -> dict[str, Reason]:
    said = {one.id: Reason(words=one.words, source=one.source) for one in REASONS}
    said |= {one: Reason(words=words, source="CA 1989 s22C(8)(c)") for one, words in OTHER_REASONS.items()}
    return {one: said[one] for one in found.not_considered}


def _returned(one: FoundReturned, chance: Chance) -> ReturningChild:
    blank: dict[str, Any] = dict.fromkeys(
        ("miles", "would_make_one", "home", "planned_for", "planned_home", "earliest", "earliest_because")
    )
    empty: dict[str, Any] = {
        name: [] for name in ("wait_for", "together_with", "options", "near_misses", "earliest_steps", "missing")
    }
    return ReturningChild(
        child=one.child,
        age=one.age,
        home_now=one.home or "a home in the area",
        since=one.on,
        status=Standing.RETURNED,
        chance_lasts=chance,
        **blank,
        **empty,
    )


def _child(child: FoundChild, found: Found, chance: Chance, sees_needs: bool) -> ReturningChild:
    away, homes = child.away, child.homes
    stays = child.standing in {Standing.WANTS_TO_STAY, Standing.NOT_RIGHT_NOW}
    shown: dict[str, Any] = {} if found.cash is None or child.saved is None else {"savings": _savings(child.saved)}
    return ReturningChild(
        child=away.ref,
        age=away.age,
        home_now=away.living.home or _home_now(child),
        miles=away.miles,
        since=away.living.since,
        status=child.standing,
        wait_for=list(child.wait_for),
        together_with=list(child.together_with),
        options=[] if stays else [_option(one, homes) for one in homes.options],
        near_misses=[] if stays else _near_misses(homes),
        would_make_one=None if stays else _change(homes, sees_needs),
        home=child.home,
        planned_for=None if child.planned is None else child.planned.planned_for,
        planned_home=child.planned_home,
        earliest=None if stays else homes.earliest.on,
        earliest_because=homes.earliest.because,
        earliest_steps=[] if stays else [Step(**vars(step)) for step in homes.earliest.steps],
        chance_lasts=None if stays else chance,
        missing=list(child.missing),
        **shown,
    )


def _home_now(child: FoundChild) -> str:
    setting = "kind of home not known" if child.away.setting is None else plain(child.away.setting)
    return f"{setting}, {plain(child.away.locality)}"


def _option(option: FoundOption, homes: LocalHomes) -> Option:
    good = {one.home for one in homes.now}
    journey = option.travel[0].journey
    return Option(
        home=option.home,
        home_name=option.verdict.home.name,
        kind=option.verdict.home.kind.value,
        rank=option.rank,
        status=option.status.value,
        fit=round(option.fit, 2),
        word=option.word,
        good_enough=option.home in good,
        essential_needs=("met", "not known", "not met")[option.score.essential],
        approvals=[
            Approval(
                id=one.rule.id, who=one.approver.value if one.approver else one.rule.who, because=one.rule.sentence
            )
            for one in option.found(Effect.NEEDS_APPROVAL)
        ],
        to_find_out=list(dict.fromkeys(one.rule.sentence for one in option.missing()))
        if option.status is Status.UNKNOWN
        else [],
        home_minutes=_whole(journey.home_minutes),
        school_minutes=_whole(journey.school_minutes),
    )


def _whole(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes)


def _near_misses(homes: LocalHomes) -> list[NearMiss]:
    return [
        NearMiss(
            home=one.home,
            rule=one.finding.rule.id,
            because=one.finding.rule.sentence,
            cure=one.finding.rule.cleared_by,
            who=one.finding.rule.who,
        )
        for one in homes.near_misses
    ]


def _change(homes: LocalHomes, sees_needs: bool) -> Change | None:
    change = homes.change
    if change is None:
        return None
    hidden = change.kind is ChangeKind.RECRUITMENT and not sees_needs
    words = A_NEW_HOUSEHOLD if hidden else change.words
    return Change(kind=change.kind.value, home=change.home, because=words, who=change.who)


def _chance(lasts: Lasts) -> Chance:
    return Chance(
        share=round(lasts.share, 3),
        low=round(lasts.low, 3),
        high=round(lasts.high, 3),
        stayed=lasts.stayed,
        of=lasts.of,
        source=lasts.source,
        note=NEVER,
    )


def _savings(saved: Saved) -> Savings:
    return Savings(
        gross_a_year=saved.gross_a_year,
        gross=saved.gross,
        deductions=[Deduction(**vars(line)) for line in saved.deductions],
        net=saved.net,
        **{column: Amount(**vars(getattr(saved, column))) for column in COLUMNS},
    )


def _totals(found: Found, children: Sequence[ReturningChild]) -> Totals:
    counted: dict[Standing, int] = {}
    for child in children:
        counted[child.status] = counted.get(child.status, 0) + 1
    tracked = vars(found.tracked) | {"by_the_returns": None if found.beside is None else _chance(found.beside)}
    money: dict[str, Any] = {}
    if found.cash is not None:
        money["cash"] = [Cash(**vars(one)) for one in found.cash]
        money["savings"] = {column: _summed(column, found) for column in COLUMNS}
    return Totals(
        outside=found.outside,
        inside=found.inside,
        place_not_known=found.place_not_known,
        considered=len(found.children),
        not_considered=sum(found.not_considered.values()),
        by_status={standing: counted[standing] for standing in Standing if standing in counted},
        coming_home=len(found.coming),
        if_all_agreed=found.if_all_agreed,
        tracking=Tracking(**tracked),
        **money,
    )


def _summed(column: str, found: Found) -> Amount:
    """One column over the children whom the plan brings home; what is not known of one is said, and is not nothing."""
    amounts: list[FoundAmount] = [getattr(child.saved, column) for child in found.coming if child.saved is not None]
    known = [one for one in amounts if one.pence is not None]
    said = f"{len(known)} of {len(amounts)} children, each column for itself; the range as if all went alike."
    return Amount(
        pence=sum(one.pence or 0 for one in known),
        low=sum(one.low or 0 for one in known),
        high=sum(one.high or 0 for one in known),
        because=said,
    )
