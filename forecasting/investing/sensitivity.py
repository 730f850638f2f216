"""Each assumption at the low and the high end of its range, all others as they are: which of them matters most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.investing.coming import Coming
from forecasting.investing.effects import Effect, Effects, Part, Runs
from forecasting.investing.programme import SIZE_WORD, Action, ActionKind, Deduction, Programme
from forecasting.lever import Column, Lever

_SHARE_RANGE = 0.15
_POINT_90 = 1.2815515655446004


@dataclass(frozen=True)
class Varied:
    """An assumption at one end of its range: the programme and what recruitment takes, the rest as it was."""

    programme: Programme
    coming: Coming
    value: float


@dataclass(frozen=True)
class Assumption:
    """Something assumed, its column, its value and both ends; `live` where the forecast must be run again."""

    name: str
    column: Column
    value: float
    low: Varied
    high: Varied
    live: bool = True


@dataclass(frozen=True)
class Swing:
    """Net pence over all months, on average, with an assumption at either end of its range; differences run by run."""

    assumption: Assumption
    net_low: float
    net_high: float
    low: Runs
    high: Runs

    @property
    def span(self) -> float:
        """How far the net moves between the two ends and the middle."""
        ends = (0.0, float(self.low.sum(axis=1).mean()), float(self.high.sum(axis=1).mean()))
        return max(ends) - min(ends)


def assumptions_of(programme: Programme, coming: Mapping[str, Coming], block_use: float) -> list[Assumption]:
    """Everything in a programme that has a range, its actions first; a block may be used as little as `block_use`."""
    middle = coming["middle"]
    found = [
        one
        for at, action in enumerate(programme.actions)
        for one in _of_action(programme, at, action, middle, block_use)
    ]
    if any(action.kind is ActionKind.RECRUIT for action in programme.actions):
        found += _of_recruitment(programme, coming)
    found += [one for at, lever in enumerate(programme.levers) for one in _of_lever(programme, at, lever, middle)]
    return found + [
        one
        for at, deduction in enumerate(programme.deductions)
        for one in _of_deduction(programme, at, deduction, middle)
    ]


def swings_of(
    effects: Effects,
    programme: Programme,
    coming: Mapping[str, Coming],
    middle: Effect,
    parts: Sequence[Part],
    block_use: float,
) -> list[Swing]:
    """The net at both ends of every assumption, the one that matters most first."""
    calendar = effects.whatif.calendar
    whole = effects.moved(parts)
    net = middle.net(programme.deductions, calendar)
    found = []
    for one in assumptions_of(programme, coming, block_use):
        low, high = (_net_at(effects, one, end, middle, whole) - net for end in (one.low, one.high))
        at_low, at_high = (float((net + moved).sum(axis=1).mean()) for moved in (low, high))
        found.append(Swing(one, at_low, at_high, low, high))
    return sorted(found, key=lambda swing: -swing.span)


def drawn(net: Runs, swings: Sequence[Swing], seed: int) -> Runs:
    """The net of every run with each assumption drawn for it: low and high are its points of 10 and 90%, and its ends.

    What an assumption does is taken in proportion between its ends and the middle, and added to what the others do.
    """
    drawn_net = net.copy()
    for number, swing in enumerate(sorted(swings, key=lambda one: one.assumption.name)):
        rng = np.random.default_rng(np.random.SeedSequence((seed, number, 0xA55)))
        draw = np.clip(rng.standard_normal(len(net)) / _POINT_90, -1.0, 1.0)[:, None]
        drawn_net += np.where(draw < 0, -draw * swing.low, draw * swing.high)
    return drawn_net


def _net_at(effects: Effects, one: Assumption, end: Varied, middle: Effect, whole: tuple[Runs, Runs]) -> Runs:
    """[run, month] the net with one assumption at an end; what changes belongs to that assumption's column."""
    calendar = effects.whatif.calendar
    if not one.live:
        return middle.net(end.programme.deductions, calendar)
    gross, cost = effects.moved(effects.parts(end.programme, end.coming))
    moved = Effect(
        {**middle.gross, one.column: middle.gross[one.column] + gross - whole[0]},
        {**middle.cost, one.column: middle.cost[one.column] + cost - whole[1]},
    )
    return moved.net(end.programme.deductions, calendar)


def _of_action(programme: Programme, at: int, action: Action, coming: Coming, block_use: float) -> Iterator[Assumption]:
    def varied(name: str, value: float) -> Varied:
        moved = replace(action, low=None, high=None, **{name: value})  # type: ignore[arg-type]
        changed = (*programme.actions[:at], moved, *programme.actions[at + 1 :])
        return Varied(replace(programme, actions=changed), coming, value)

    column = action.saves_in
    if action.low is not None or action.high is not None:
        low, high = (action.size if end is None else end for end in (action.low, action.high))
        word = f"{action.called}: {SIZE_WORD[action.kind].replace('_', ' ')}"
        yield Assumption(word, column, action.size, varied("size", low), varied("size", high))
    if action.kind is ActionKind.RECRUIT:
        low, high = max(0.0, action.use - _SHARE_RANGE), min(1.0, action.use + _SHARE_RANGE)
        yield Assumption(
            "recruit: share of new places used", column, action.use, varied("used", low), varied("used", high)
        )
    if action.kind is ActionKind.BLOCK:
        low, high = min(block_use, action.use), min(1.0, action.use + _SHARE_RANGE)
        yield Assumption("block: share of nights used", column, action.use, varied("used", low), varied("used", high))
    if action.kind is ActionKind.STEP_DOWN:
        low, high = max(0.0, action.lasts - _SHARE_RANGE), min(1.0, action.lasts + _SHARE_RANGE)
        yield Assumption(
            "step down: share that lasts", column, action.lasts, varied("lasts", low), varied("lasts", high)
        )


def _of_recruitment(programme: Programme, coming: Mapping[str, Coming]) -> Iterator[Assumption]:
    column = next(action.saves_in for action in programme.actions if action.kind is ActionKind.RECRUIT)
    named = (
        ("recruit: days from effort to first child", "days", "days"),
        ("recruit: share of households that leaves a year", "leaving", "leaving"),
        ("recruit: places a household", "places", "places"),
    )
    given = any(action.places is not None for action in programme.actions if action.kind is ActionKind.RECRUIT)
    for name, key, attribute in named:
        if key == "places" and given:
            continue
        low, high = (
            Varied(programme, coming[f"{key} {end}"], getattr(coming[f"{key} {end}"], attribute))
            for end in ("low", "high")
        )
        yield Assumption(name, column, getattr(coming["middle"], attribute), low, high)


def _of_lever(programme: Programme, at: int, lever: Lever, coming: Coming) -> Iterator[Assumption]:
    if lever.low is None and lever.high is None:
        return
    ends = []
    for end in ("low", "high"):
        moved = lever.at(end)
        changed = (*programme.levers[:at], moved, *programme.levers[at + 1 :])
        ends.append(Varied(replace(programme, levers=changed), coming, getattr(moved, lever.ranged)))
    name = f"{(lever.row or lever.changes.value).replace('_', ' ')}: {lever.ranged.replace('_', ' ')}"
    yield Assumption(name, lever.column or Column.AVOIDED, getattr(lever, lever.ranged), ends[0], ends[1])


def _of_deduction(programme: Programme, at: int, one: Deduction, coming: Coming) -> Iterator[Assumption]:
    if one.low is None and one.high is None:
        return
    ends = []
    for end in (one.low, one.high):
        share = one.share if end is None else end
        changed = (
            *programme.deductions[:at],
            replace(one, share=share, low=None, high=None),
            *programme.deductions[at + 1 :],
        )
        ends.append(Varied(replace(programme, deductions=changed), coming, share))
    yield Assumption(f"deduction: {one.name}", one.column, one.share, ends[0], ends[1], live=False)
