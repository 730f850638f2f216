"""Bring Them Home as a paper for planners: who might come home, to whom, when, how often it lasts, what it saves."""

from __future__ import annotations

from collections.abc import Iterable

from api.reports.paper import Bullets, Column, Facts, Kind, Paper, Part, Section, Table, Words
from api.reports.supply import FOR_PLANNERS
from api.returning_words import STATUS_WORDS, WELFARE_FIRST
from api.shapes.bring_home import Amount, BringHome, Chance, ReturningChild
from api.words import count, day, plain, pounds, sentence
from forecasting.returning.standing import Standing

COUNT = Kind.COUNT
MOST_ACTIONS = 10


def bring_home_paper(found: BringHome, council: str) -> Paper:
    """The list, what stands in each child's way, the plan, the money, what came of earlier returns."""
    return Paper(
        title="Bring Them Home",
        council=council,
        introduction=WELFARE_FIRST,
        sections=(
            Section("In numbers", in_numbers(found)),
            Section("The working list", (_children(found), Bullets(tuple(found.notes)))),
            Section("What comes next for each child", tuple(_next(found))),
            Section("How long such homes last", (Bullets(tuple(_chances(found))),)),
            Section("Unlock and recruit next", tuple(_actions(found))),
            *_money(found),
            Section("What came of earlier returns", (Facts(_tracking(found)),)),
        ),
        marked=FOR_PLANNERS,
        footer=f"As known on {day(found.on)}",
        about=(("Day", day(found.on)), ("Newest position", day(found.position_on))),
    )


def in_numbers(found: BringHome) -> tuple[Part, ...]:
    """The list in numbers, without any child."""
    return (Words(_headline(found)), Facts(_numbers(found)), _not_considered(found))


def _headline(found: BringHome) -> str:
    totals = found.totals
    return (
        f"{count(totals.outside, 'child lives', 'children live')} outside the area. {totals.considered} are "
        f"considered; the plan brings {count(totals.coming_home, 'child', 'children')} home with the places there are, "
        f"after everybody who waits for a home, and {totals.if_all_agreed} if all who have not said no agreed."
    )


def _numbers(found: BringHome) -> tuple[tuple[str, str], ...]:
    moves = found.moves_prevented
    statuses = tuple((sentence(STATUS_WORDS[one]), f"{number}") for one, number in found.totals.by_status.items())
    prevented = (
        f"of {count(moves.waiting, 'child', 'children')} waiting for a home the plan keeps {moves.kept_local} in the "
        f"area; {moves.outside} would go outside, {moves.nowhere} have no home yet"
    )
    return (*statuses, ("Moves out prevented", prevented))


def _not_considered(found: BringHome) -> Table:
    columns = (Column("Not considered because"), Column("Children", COUNT), Column("Source"))
    rows = tuple(
        (sentence(found.reasons[one].words), number, found.reasons[one].source)
        for one, number in found.not_considered.items()
    )
    return Table(f"{count(found.totals.not_considered, 'child', 'children')} not considered", columns, rows)


def _children(found: BringHome) -> Table:
    columns = (
        Column("Child"),
        Column("Age", COUNT),
        Column("Lives now"),
        Column("Miles from home", COUNT),
        Column("Where it stands"),
        Column("Homes that would do", COUNT),
        Column("In the plan"),
        Column("From", Kind.DAY),
    )
    rows = tuple(_child(one) for one in found.children if one.status is not Standing.RETURNED)
    return Table("The farthest first; money orders nothing", columns, rows)


def _child(one: ReturningChild) -> tuple[str | int | float | None, ...]:
    good = sum(option.good_enough for option in one.options)
    day_home = (one.planned_for or one.earliest) if one.home or one.planned_for else None
    return (
        one.child,
        one.age,
        one.home_now,
        one.miles,
        sentence(STATUS_WORDS[one.status]),
        good,
        one.home or "no",
        day(day_home) if day_home else "no day yet",
    )


def _next(found: BringHome) -> Iterable[Part]:
    for one in found.children:
        facts = tuple(_steps(one))
        if facts:
            yield Words(f"{one.child}, {STATUS_WORDS[one.status]}")
            yield Facts(facts)


def _steps(one: ReturningChild) -> Iterable[tuple[str, str]]:
    if one.wait_for and one.status is Standing.NOT_YET_ASKED:
        yield "To be asked first", ", ".join(plain(who) for who in one.wait_for)
    home = next((option for option in one.options if option.home == one.home), None)
    if home is not None:
        approvals = ", ".join(dict.fromkeys(plain(each.who) for each in home.approvals)) or "none"
        yield "Home in the plan", f"{home.home}, fit {home.word} ({home.fit:.0f}); approvals: {approvals}"
        yield (
            "Before that",
            "; ".join(f"{step.what} by {day(step.done_by)}" for step in one.earliest_steps) or "nothing",
        )
    elif one.would_make_one is not None:
        yield "Would make a home", f"{one.would_make_one.because} ({one.would_make_one.who})"
    for near in one.near_misses[:2]:
        yield f"{near.home}, one thing away", f"{near.because} {near.cure} ({near.who})"
    if one.missing:
        yield "Not known", ", ".join(one.missing)


def _chances(found: BringHome) -> Iterable[str]:
    said = next((one.chance_lasts for one in found.children if one.chance_lasts is not None), None)
    for chance in (said, found.totals.tracking.by_the_returns):
        if chance is not None:
            yield _share(chance)
    if said is not None:
        yield said.note


def _share(one: Chance) -> str:
    return (
        f"{one.stayed} of {one.of} were still there after 52 weeks, {one.share:.0%} (8 in 10 chance: {one.low:.0%} to "
        f"{one.high:.0%}). {one.source}."
    )


def _actions(found: BringHome) -> Iterable[Part]:
    if found.recruiting_because is not None:
        yield Words(found.recruiting_because)
    for title, actions in (("Unlock first", found.unlock), ("Recruit next", found.recruit_next)):
        if actions:
            columns = (Column("What"), Column("Children kept local", Kind.DECIMAL), Column("8 in 10 chance"))
            rows = tuple(
                (
                    str(one["words"]),
                    one["children_local"]["mean"],
                    f"{one['children_local']['p10']:.1f} to {one['children_local']['p90']:.1f}",
                )
                for one in actions[:MOST_ACTIONS]
            )
            yield Table(title, columns, rows)


def _money(found: BringHome) -> tuple[Section, ...]:
    """The money for those who may see it; nothing at all for others."""
    if found.totals.savings is None:
        return ()
    columns = (Column("Column"), Column("This year", Kind.MONEY), Column("8 in 10 chance"), Column("Because"))
    rows = tuple(
        (sentence(name), amount.pence, _range(amount), amount.because) for name, amount in found.totals.savings.items()
    )
    cash = tuple(
        (f"{one.year}/{(one.year + 1) % 100:02}", one.claimed, one.released if one.answered else None, one.waiting)
        for one in found.totals.cash or []
    )
    claimed = (
        Column("Year"),
        Column("Claimed", Kind.MONEY),
        Column("Released", Kind.MONEY),
        Column("Claims not answered", COUNT),
    )
    return (
        Section(
            "Money: three columns that are never added together",
            (
                Table("Of those in the plan, after every deduction", columns, rows),
                _deductions(found),
                Table("Cash claimed and released", claimed, cash),
            ),
        ),
    )


def _deductions(found: BringHome) -> Table:
    columns = (
        Column("Child"),
        Column("Line"),
        Column("Pounds", Kind.MONEY),
        Column("8 in 10 chance"),
        Column("Because"),
    )
    rows: list[tuple[str | int | None, ...]] = []
    for one in found.children:
        if one.savings is None or one.home is None or one.savings.gross is None:
            continue
        rows.append(
            (one.child, "Gross this year", one.savings.gross, "", "a whole year's difference, for the days left")
        )
        rows += [
            (one.child, sentence(each.name), each.pence, f"{pounds(each.low)} to {pounds(each.high)}", each.because)
            for each in one.savings.deductions
            if each.pence
        ]
        rows.append((one.child, "Net this year", one.savings.net, "", "gross less every line"))
    return Table("From gross to net, line by line", columns, tuple(rows))


def _range(amount: Amount) -> str:
    return "not said" if amount.low is None else f"{pounds(amount.low)} to {pounds(amount.high)}"


def _tracking(found: BringHome) -> tuple[tuple[str, str], ...]:
    came = found.totals.tracking
    return (
        ("Came home", f"{came.returned}, of whom {came.still_home} are still there"),
        ("Ended unplanned", f"{came.unplanned}"),
        ("After 52 weeks", f"{came.still_at_52} of {came.due} who came long enough ago were still there"),
    )
