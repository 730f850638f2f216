"""Invest to save: a programme beside what would happen otherwise, child for child under the same chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from forecasting.blocks import block_occupancy
from forecasting.calendar import Calendar
from forecasting.funnel import funnel_from, national_funnel
from forecasting.investing.answer import (
    Done,
    Invested,
    Points,
    break_even,
    columns_of,
    points,
    years_of,
)
from forecasting.investing.coming import Coming, coming_from
from forecasting.investing.effects import Effect, Effects, Part, Runs
from forecasting.investing.programme import DEDUCTIONS, ActionKind, Programme
from forecasting.investing.sensitivity import drawn, swings_of
from forecasting.investing.sizing import shortfall
from forecasting.pricing import priced_kind
from forecasting.simulated import Simulated
from forecasting.states import PROVIDERS, SETTINGS, ProviderType
from forecasting.whatif import WhatIf, what_if
from placements.codes import Setting
from placements.errors import Refused
from placements.permissions import Permission
from placements.repository.records import Records

Progress = Callable[[str], None]
_HOMES, _FOSTERED = SETTINGS.index(Setting.CHILDRENS_HOME), SETTINGS.index(Setting.MAINSTREAM_FOSTERING)
_LITTLE_USED, _FAR_BELOW = 0.75, 0.9
_NO_PRICE = "No price is held: load them with `homeward import prices FILE`, or begin with `homeward init`."
_OWN = PROVIDERS.index(ProviderType.OWN)
COUNTED = ("in care", "in children's homes", "with our own mainstream carers", "with agency mainstream carers")


def invest(  # noqa: PLR0913 - the questions a person may ask, each by name
    records: Records,
    programme: Programme,
    *,
    as_at: dt.date | None = None,
    months: int = 36,
    replicates: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Invested:
    """Cost in, cost out and net by year with its range, break-even with its chance, and what matters most.

    Where no price is held the children are answered and the money says why not. The same record, programme and seed
    give the same answer. Raises NotPermitted (savings are for commissioners and finance), and Refused for an empty
    programme or where no return is held.
    """
    say = progress or (lambda message: None)
    records.viewer.must(Permission.SEE_SAVINGS)
    if not programme.actions and not programme.levers:
        raise Refused(
            "The programme does nothing.", given=programme.title, do_next="Write at least one [[action]] or [[lever]]."
        )
    funnel = funnel_from(records, as_at) if records.viewer.may(Permission.SEE_SUPPLY) else national_funnel()
    say("Simulating what happens otherwise")
    whatif = what_if(records, as_at=as_at, months=months, replicates=replicates, seed=seed, threads=threads)
    use = block_occupancy(records, whatif.calendar.as_at) if _has_block(programme) else None
    found = invested(whatif, programme, coming_from(funnel.lead), seed, block_use=use, progress=say)
    recruits = any(action.kind is ActionKind.RECRUIT for action in programme.actions)
    return replace(found, notes=(*found.notes, *(funnel.notes if recruits else ())))


def invested(
    whatif: WhatIf,
    programme: Programme,
    coming: Mapping[str, Coming],
    seed: int,
    *,
    block_use: float | None = None,
    progress: Progress = lambda message: None,
) -> Invested:
    """A programme against a forecast made ready; `block_use` is how far blocks held now are used, None if not known."""
    effects, calendar = Effects(whatif), whatif.calendar
    progress("Finding how far each action reaches")
    parts = effects.parts(programme, coming["middle"])
    effect, steps = effects.effect(parts)
    changed = effects.changed[0]
    progress("Trying each assumption at both ends of its range")
    swings = swings_of(effects, programme, coming, effect, parts, _LITTLE_USED if block_use is None else block_use)
    middle = effect.net(programme.deductions, calendar)
    answer = Invested(
        programme=programme,
        as_at=calendar.as_at,
        months=tuple(calendar.month_ends),
        done=tuple(_done(programme, effects, parts, steps, coming["middle"])),
        children=_children(effects.base[0], changed, calendar),
        not_deducted=tuple(name for name in DEDUCTIONS if name not in {one.name for one in programme.deductions}),
        notes=tuple(_notes(programme, effects, effect, block_use)),
    )
    if not effects.base[1].priced.any():
        return replace(answer, because=_NO_PRICE)
    net = drawn(middle, swings, seed)
    return replace(
        answer,
        years=years_of(effect, programme.deductions, net, effects.base[1].total.astype(np.float64), calendar),
        columns=columns_of(effect, programme.deductions, calendar),
        net=float(middle.sum(axis=1).mean()),
        likely=points(net.sum(axis=1)),
        cumulative=np.cumsum(net, axis=1),
        break_even=break_even(net, calendar.month_ends),
        swings=tuple(swings),
    )


def _done(
    programme: Programme, effects: Effects, parts: Sequence[Part], steps: Sequence[Effect], coming: Coming
) -> list[Done]:
    told = []
    for at, (part, step) in enumerate(zip(parts, steps, strict=True)):
        action = programme.actions[at] if at < len(programme.actions) else None
        sized = None if action is None else effects.sizer.sized(action, coming)
        gross, cost = (float(one[part.column].sum(axis=1).mean()) for one in (step.gross, step.cost))
        moves = action is not None and action.kind is not ActionKind.BLOCK
        children = (sized.wanted, sized.reached) if sized is not None and moves else None
        short = None if action is None or sized is None else shortfall(action, sized)
        told.append(Done(part.called, part.column, gross, cost, children, short))
    return told


def _children(base: Simulated, changed: Simulated, calendar: Calendar) -> Mapping[str, tuple[Points, Points, Points]]:
    """At the last month's end in care, and on an average night of the last year by home: without, with, difference."""
    found = {}
    for name in COUNTED:
        before, after = (_counted(name, one, calendar) for one in (base, changed))
        found[name] = points(before), points(after), points(after - before)
    return found


def _counted(name: str, simulated: Simulated, calendar: Calendar) -> Runs:
    """[run] children."""
    if name == COUNTED[0]:
        there_then: Runs = simulated.stock[:, -1].sum(axis=(1, 2), dtype=np.int64).astype(np.float64)
        return there_then
    setting, provider = simulated.homes.T
    there = setting == (_HOMES if name == COUNTED[1] else _FOSTERED)
    if name != COUNTED[1]:
        there &= (provider == _OWN) == (name == COUNTED[2])
    last = min(12, calendar.months)
    nights = simulated.nights[there, :, :, -last:].sum(axis=(0, 1, 3), dtype=np.int64)
    children: Runs = nights / calendar.lengths[-last:].sum()
    return children


def _has_block(programme: Programme) -> bool:
    return any(action.kind is ActionKind.BLOCK for action in programme.actions)


def _notes(programme: Programme, effects: Effects, effect: Effect, use: float | None) -> list[str]:
    base, notes = effects.base[1], []
    for missing in base.not_priced:
        home = f"{missing.setting.value} by {missing.provider.value}".replace("_", " ")
        nights = f"{missing.nights_a_month:.0f} nights a month"
        notes.append(f"{home}: {nights} have no price and are in no figure. Load one with `homeward import prices`.")
    for one in programme.deductions:
        if one.column not in effect.gross:
            column = f"the column {one.column}, in which this programme saves nothing"
            notes.append(f"The deduction {one.name} is from {column}.")
    if use is not None:
        notes.append(
            f"A block's beds are filled before any other bed of its kind. The blocks held now were used on {use:.0%} "
            "of the nights paid in the last year: that is the low end of the block's use below."
        )
    return [*notes, *_dear_homes(effects), *base.notes]


def _dear_homes(effects: Effects) -> list[str]:
    """Where a few very dear homes raise the price on average: a saving at that price is the most there could be."""
    first = effects.whatif.calendar.month_starts[0]
    told = []
    for provider in (ProviderType.PRIVATE, ProviderType.VOLUNTARY):
        kind = priced_kind(effects.whatif.book, Setting.CHILDRENS_HOME, provider)
        spread = effects.whatif.book.spread(Setting.CHILDRENS_HOME, kind, first)
        order = np.argsort(spread.factors)
        upto = np.cumsum(spread.weights[order])
        middle = float(spread.factors[order][np.searchsorted(upto, 0.5)])
        if middle < _FAR_BELOW:
            told.append(
                f"Children's homes: half of the children live at prices of {middle:.0%} of the average or less. A "
                "saving reckoned at the average holds only if the dearest homes are among those no longer needed."
            )
    return list(dict.fromkeys(told))
