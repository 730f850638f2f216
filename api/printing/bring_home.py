"""Bring Them Home as a commissioner reads it: who, to whom, when, how often it lasts, what it really saves."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from api.printing.console import table
from api.returning_words import STATUS_WORDS, WELFARE_FIRST
from api.shapes.bring_home import Amount, BringHome, Chance, ReturningChild, Savings
from api.words import count, day, plain, pounds
from forecasting.returning.standing import Standing

MOST_ACTIONS = 6


def print_bring_home(console: Console, found: BringHome) -> None:
    """Print the list, the plan, the money for those who may see it, and what came of earlier returns."""
    console.print(f"\n[bold]Bring Them Home[/bold]: {day(found.on)}")
    for line in (found.for_whom, WELFARE_FIRST, *_numbers(found), *found.notes):
        console.print(line, markup=False)
    _print_children(console, found)
    for child in found.children:
        for line in _in_detail(child):
            console.print(line, markup=False)
    for line in (*_chance(found), *_moves(found), *_recruiting(found), *_tracking(found)):
        console.print(line, markup=False)
    console.print(f"{found.seconds:.2f} s", markup=False)


def _numbers(found: BringHome) -> Iterator[str]:
    totals = found.totals
    aside = "; ".join(f"{found.reasons[one].words} {number}" for one, number in found.not_considered.items())
    yield (
        f"{count(totals.outside, 'child lives', 'children live')} outside the area and {totals.inside} in it. "
        f"Not considered {totals.not_considered}: {aside or 'nobody'}."
    )
    if totals.place_not_known:
        yield f"Of {count(totals.place_not_known, 'child', 'children')} nobody knows where they live: ask."
    considered = {one: number for one, number in totals.by_status.items() if one is not Standing.RETURNED}
    statuses = " | ".join(f"{STATUS_WORDS[one]} {number}" for one, number in considered.items())
    yield f"{totals.considered} considered: {statuses or 'nobody'}"
    yield (
        f"The plan brings {count(totals.coming_home, 'child', 'children')} home with the places there are, after "
        f"everybody who waits for a home; {totals.if_all_agreed} if all who have not said no agreed."
    )


def _print_children(console: Console, found: BringHome) -> None:
    columns = ("Child", "Age", "Lives now", "Miles", "Where it stands", "Homes", "In the plan", "From")
    rows = table(
        "The working list, by where each child stands, then the farthest from home first",
        *columns,
        numbers=("Age", "Miles", "Homes"),
    )
    for child in found.children:
        good = sum(1 for option in child.options if option.good_enough)
        waits = f", {len(child.wait_for)} to ask" if child.wait_for and child.status is Standing.NOT_YET_ASKED else ""
        rows.add_row(
            child.child,
            "" if child.age is None else str(child.age),
            child.home_now,
            "" if child.miles is None else f"{child.miles:.0f}",
            f"{STATUS_WORDS[child.status]}{waits}",
            str(good) if child.options else "",
            child.home or "",
            day(child.planned_for or child.earliest) if child.home or child.planned_for else "",
        )
    console.print(rows)


def _in_detail(child: ReturningChild) -> Iterator[str]:
    """What a commissioner does next about a child who may come: the home and its approvals, or what would make one."""
    may_come = {Standing.PLANNED, Standing.COULD_COME_HOME_NOW, Standing.ONE_THING_AWAY, Standing.NOBODY_LOCAL_YET}
    if child.status not in may_come | {Standing.FACTS_MISSING}:
        return
    yield f"\n{child.child}: {STATUS_WORDS[child.status]}"
    home = next((option for option in child.options if option.home == child.home), None)
    if home is None:
        yield from _no_home(child)
    else:
        asked = ", ".join(dict.fromkeys(one.who for one in home.approvals)) or "none"
        first = "; ".join(f"{step.what} by {day(step.done_by)}" for step in child.earliest_steps)
        yield f"  {home.home} from {day(child.earliest)}, fit {home.word} ({home.fit:.0f}). Approvals: {asked}."
        yield f"  Before that: {first}."
    if child.together_with:
        yield f"  With {', '.join(child.together_with)}."
    if child.missing:
        yield f"  Not known: {', '.join(child.missing)}."
    if child.savings is not None and home is not None:
        yield from _money(child.savings)


def _no_home(child: ReturningChild) -> Iterator[str]:
    """Why the plan has no home near by for a child."""
    good = [option.home for option in child.options if option.good_enough]
    if child.earliest is None:
        yield f"  No day: {child.earliest_because}"
    elif child.planned_home is not None:
        yield f"  {child.planned_home} was chosen and is not free in the plan: choose again, or hold the bed."
    elif good:
        yield f"  Could live in {', '.join(good)}, which the plan needs for others."
    if child.would_make_one is not None:
        yield f"  Would make one ({child.would_make_one.who}): {child.would_make_one.because}"


def _money(savings: Savings) -> Iterator[str]:
    if savings.gross is None or savings.gross_a_year is None:
        yield f"  Money not said: {savings.cashable.because}"
        return
    taken = "; ".join(
        f"{one.name} {pounds(one.pence)}" for one in savings.deductions if one.pence and one.name != "part year"
    )
    yield (
        f"  Money: gross {pounds(savings.gross)} this year ({pounds(savings.gross_a_year)} a year); "
        f"{taken or 'nothing off'} -> net {pounds(savings.net)}"
    )
    for name in ("cashable", "avoided", "growth"):
        amount: Amount = getattr(savings, name)
        if amount.pence or amount.pence is None:
            yield f"    {plain(name)} {_amount(amount)}. {amount.because}"


def _amount(amount: Amount) -> str:
    if amount.pence is None:
        return "not said"
    where = "" if amount.line is None else f" on {amount.line}, held by {amount.holder or 'nobody named'}"
    return f"{pounds(amount.pence)} ({pounds(amount.low)} to {pounds(amount.high)}){where}"


def _chance(found: BringHome) -> Iterator[str]:
    said = next((child.chance_lasts for child in found.children if child.chance_lasts is not None), None)
    if said is not None:
        yield f"\nLasts a year: {_share(said)} {said.note}"
    if found.totals.tracking.by_the_returns is not None:
        yield f"Beside it: {_share(found.totals.tracking.by_the_returns)}"
    if found.totals.savings is not None:
        sums = "; ".join(f"{name} {_amount(amount)}" for name, amount in found.totals.savings.items())
        yield f"Of those in the plan, this financial year, never added together: {sums}."


def _share(one: Chance) -> str:
    return f"{one.stayed} of {one.of}, {one.share:.0%} (8 in 10 chance: {one.low:.0%} to {one.high:.0%}): {one.source}."


def _moves(found: BringHome) -> Iterator[str]:
    moves = found.moves_prevented
    yield (
        f"Moves out prevented: of {count(moves.waiting, 'child', 'children')} waiting for a home the plan keeps "
        f"{moves.kept_local} in the area, {moves.outside} would go outside, {moves.nowhere} have no home yet "
        f"({moves.perhaps} of them perhaps, a fact is missing). They count as much as returns."
    )


def _recruiting(found: BringHome) -> Iterator[str]:
    if found.recruiting_because is not None:
        yield f"Unlock and recruit next: {found.recruiting_because}"
    for title, actions in (("Unlock first", found.unlock), ("Recruit next", found.recruit_next)):
        for number, action in enumerate((actions or [])[:MOST_ACTIONS], start=1):
            kept = action["children_local"]
            begins = title if number == 1 else " " * len(title)
            yield (
                f"{begins} {number}. {action['words'].rstrip('.')}: {kept['mean']:.1f} more children local, on average "
                f"({kept['p10']:.1f} to {kept['p90']:.1f})"
            )
    if found.unlock is not None:
        yield "Each counts what it adds to those before it: children still to come and those who could come home alike."


def _tracking(found: BringHome) -> Iterator[str]:
    came = found.totals.tracking
    yield (
        f"So far: {count(came.returned, 'child', 'children')} came home, {came.still_home} still there, "
        f"{came.unplanned} ended unplanned; of {came.due} who came 52 weeks ago or more {came.still_at_52} were still "
        "there then."
    )
    for cash in found.totals.cash or []:
        waiting = f", {count(cash.waiting, 'claim')} not answered" if cash.waiting else ""
        yield (
            f"Cash {cash.year}/{(cash.year + 1) % 100:02}: claimed {pounds(cash.claimed)}, released "
            f"{pounds(cash.released) if cash.answered else 'not answered yet'}{waiting}."
        )
