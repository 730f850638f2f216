"""Agreements, prices and blocks as a paper: what ends, what stands still, and what empty beds cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from api.reports.paper import Bullets, Cell, Column, Kind, Paper, Part, Section, Table, Words
from api.words import count, day, listed, plain, pounds, sentence
from forecasting.block_or_spot import AtOccupancy, BlockOrSpot, at
from forecasting.blocks import BlockUse
from placements.models.contract import PriceStanding, PriceUnit
from placements.providing.agreements import Agreement, Agreements, Price

FOR_COMMISSIONERS = "For commissioners and finance. Not for publication: single contracts and prices stand in it."
MONEY, COUNT, DAY = Kind.MONEY, Kind.COUNT, Kind.DAY
EXACT = "£{:,.2f}"
SOON_DAYS = 366
UNITS = {
    PriceUnit.CHILD_DAY: "a child and day",
    PriceUnit.CHILD_WEEK: "a child and week",
    PriceUnit.CHILD_YEAR: "a child and year",
    PriceUnit.CARER_WEEK: "a carer and week",
    PriceUnit.CARER_YEAR: "a carer and year",
    PriceUnit.CONTRACT_WEEK: "the whole block a week",
    PriceUnit.CONTRACT_YEAR: "the whole block a year",
    PriceUnit.ONCE: "once, on arrival",
}


def contracts_paper(found: Agreements, blocks: Sequence[BlockUse], tried: BlockOrSpot, council: str) -> Paper:
    """Every agreement and price in force, blocks by month, and a block tried against single beds."""
    return Paper(
        title="Contracts and blocks",
        council=council,
        introduction=_headline(found, blocks),
        sections=(
            Section("A block against beds bought one by one", tuple(block_parts(tried, blocks))),
            Section("Agreements", (_agreements(found), Bullets(tuple(_said(found))))),
            Section("Blocks: bought, filled, and what empty beds cost", tuple(_blocks(blocks))),
            Section("Prices of agreements", (_prices("By agreement", _of_agreements(found)),)),
            Section("Prices that hold for every home of a kind", (_prices("By kind of home", _general(found)),)),
        ),
        marked=FOR_COMMISSIONERS,
        footer=f"Agreements and prices in force on {day(found.day)}",
        about=(("Day", day(found.day)),),
    )


def _headline(found: Agreements, blocks: Sequence[BlockUse]) -> str:
    soon = [one for one in found.held if one.contract.ends_on and (one.contract.ends_on - found.day).days < SOON_DAYS]
    ends = f"{len(soon)} {'ends' if len(soon) == 1 else 'end'} within a year" if soon else "none ends within a year"
    lost = sum(month.empty_pence or 0 for block in blocks for month in block.months)
    paid = any(month.empty_pence is not None for block in blocks for month in block.months)
    empty = f" Empty beds of blocks cost {pounds(lost)} in the last twelve months." if paid else ""
    return f"{count(len(found.held), 'agreement')} in force or to come; {ends}.{empty}"


def agreements_soon(found: Agreements) -> Iterable[str]:
    """What is to be decided on within a year, a line each: agreements that end, and prices that stand still."""
    for one in found.held:
        ends = one.contract.ends_on
        if ends is not None and (ends - found.day).days < SOON_DAYS:
            yield f"{one.contract.ref}, {one.provider.name}: ends on {day(ends)}, decide by {day(one.say_by)}."
    still = [one.contract.ref for one in found.held if any(price.due_on for price in one.prices)]
    if still:
        due = min(price.due_on for one in found.held for price in one.prices if price.due_on)
        yield f"No uplift is held for {day(due)}: {listed(still)}."


def _agreements(found: Agreements) -> Table:
    columns = (
        Column("Agreement"),
        Column("Provider"),
        Column("Kind"),
        Column("From", DAY),
        Column("Ends"),
        Column("Decide by"),
        Column("Lots"),
        Column("Beds"),
        Column("Price changes"),
    )
    rows = tuple(_agreement(one, found) for one in found.held)
    note = "Decide by: the day by which its own notice must be given for it to end when it ends."
    return Table("The soonest to end first", columns, rows, note)


def _agreement(one: Agreement, found: Agreements) -> tuple[Cell, ...]:
    held = one.contract
    return (
        held.ref if one.in_force(found.day) else f"{held.ref} (to come)",
        one.provider.name,
        plain(held.kind),
        held.starts_on,
        "no end" if held.ends_on is None else day(held.ends_on),
        "no end" if held.ends_on is None else day(one.say_by),
        ", ".join(held.lots) or "none",
        "none" if held.beds is None else f"{held.beds}",
        _changes(one.prices),
    )


def _changes(prices: Sequence[Price]) -> str:
    """When the first of some prices changes, or from when on they stand still."""
    if not prices:
        return "no price held"
    changes = [one.changes_on for one in prices if one.changes_on is not None]
    if changes:
        return day(min(changes))
    due = [one.due_on for one in prices if one.due_on is not None]
    return f"none held for {day(min(due))}" if due else "ends before"


def _said(found: Agreements) -> Iterable[str]:
    if found.over:
        yield f"{count(found.over, 'agreement is', 'agreements are')} over and not listed."
    without = sum(not one.prices for one in found.held)
    if without:
        yield f"{count(without, 'agreement has', 'agreements have')} no price today: homeward import prices FILE."
    yield "An uplift is due on 1 April where none is held; until one is, a forecast lets the price stand still."


def _blocks(blocks: Sequence[BlockUse]) -> Iterable[Part]:
    if not blocks:
        yield Words("No block of beds is held.")
        return
    columns = (
        Column("Block and month"),
        Column("Beds", COUNT),
        Column("Nights bought", COUNT),
        Column("Nights filled", COUNT),
        Column("Nights empty", COUNT),
        Column("Filled", Kind.PER_CENT),
        Column("Fixed part", MONEY),
        Column("Of it for empty beds", MONEY),
        Column("A child-week, all in"),
    )
    for block in blocks:
        rows = tuple(
            (
                f"{month.month:%B %Y}",
                block.beds,
                month.paid,
                month.used,
                month.empty,
                None if month.occupancy is None else 100 * month.occupancy,
                month.fixed,
                month.empty_pence,
                "nobody lived there" if month.week is None else pounds(month.week),
            )
            for month in block.months
        )
        homes = ", ".join(block.homes) or "no home named"
        yield Table(f"{block.contract} ({homes})", columns, rows, "An empty bed saves none of the fixed part.")
        if block.notes:
            yield Bullets(block.notes)


def _of_agreements(found: Agreements) -> list[tuple[str, Price]]:
    return [(one.contract.ref, price) for one in found.held for price in one.prices]


def _general(found: Agreements) -> list[tuple[str, Price]]:
    return [(plain(one.line.provider_kind) if one.line.provider_kind else "any", one) for one in found.general]


def _prices(title: str, prices: Sequence[tuple[str, Price]]) -> Table:
    columns = (
        Column("Whose"),
        Column("For"),
        Column("Pays for"),
        Column("Price"),
        Column("Since", DAY),
        Column("Ends"),
        Column("Changes"),
    )
    rows = tuple(
        (
            whose,
            _for(one),
            f"{plain(one.line.component)}{'' if one.line.standing is PriceStanding.AGREED else ' (published)'}",
            f"{EXACT.format(one.pence / 100)} {UNITS[one.line.unit]}",
            one.since,
            "no end" if one.ends_on is None else day(one.ends_on),
            _changes([one]),
        )
        for whose, one in prices
    )
    note = "A published price stands in until an agreed one is loaded."
    return Table(f"{title}: {count(len(rows), 'price')}", columns, rows, note)


def _for(one: Price) -> str:
    low, high = one.line.age_min, one.line.age_max
    ages = "" if low is None and high is None else f"aged {low or 0} to {17 if high is None else high}"
    level = "" if one.line.level is None else f"level or lot {one.line.level}"
    nth = "" if one.line.nth is None else f"from child {one.line.nth} on"
    return ", ".join(part for part in (sentence(one.line.setting), ages, level, nth) if part)


def block_parts(tried: BlockOrSpot, blocks: Sequence[BlockUse]) -> Iterable[Part]:
    """The answer in a sentence, and the block beside single beds at every occupancy."""
    terms = tried.terms
    yield Words(
        f"{count(terms.beds, 'bed')} at {pounds(terms.fixed)} a week for the block and {pounds(terms.besides)} a week "
        f"for each child in it, against {pounds(terms.spot)} a week for each child in a bed bought one by one."
    )
    yield Words(answer(tried, blocks))
    columns = (
        Column("Beds filled on average"),
        Column("Filled", Kind.PER_CENT),
        Column("Block a week", MONEY),
        Column("Single beds a week", MONEY),
        Column("Block dearer by, a week", MONEY),
        Column("Block dearer by, a year", MONEY),
        Column("A child-week in the block"),
    )
    note = (
        "Below nothing: the block is cheaper. A bed that stands empty is no reason to place a child in it: fit comes "
        "first."
    )
    yield Table("At several occupancies", columns, tuple(map(_row, tried.rows)), note)


def _row(one: AtOccupancy) -> tuple[Cell, ...]:
    week = "nobody lives there" if one.child_week is None else pounds(one.child_week)
    return f"{one.filled:g}", 100 * one.share, one.block, one.spot, one.difference, one.a_year, week


def answer(tried: BlockOrSpot, blocks: Sequence[BlockUse]) -> str:
    """From how many beds filled on the block costs less, and how full the blocks held now were."""
    if tried.even is None:
        said = "The block never costs less: a child in it costs as much as one elsewhere, before its fixed part."
    elif not tried.pays:
        beds = f"{tried.even:.1f} of {tried.terms.beds} beds"
        said = f"The block costs more even when it is full: {beds} would have to be filled."
    else:
        share = tried.even / tried.terms.beds
        said = (
            f"The block costs less once {tried.even:.1f} of {tried.terms.beds} beds are filled on average, "
            f"{100 * share:.0f}% of all nights."
        )
    months = [month for block in blocks for month in block.months if month.paid]
    if not months:
        return f"{said} No block is held by which to judge how full one would be."
    used = Fraction(sum(month.used for month in months), sum(month.paid or 0 for month in months))
    there = at(tried.terms, min(used, Fraction(1)) * tried.terms.beds).a_year
    then = f"{pounds(abs(there))} a year {'more' if there > 0 else 'less'} than beds bought one by one"
    return (
        f"{said} The blocks held now were filled on {float(100 * used):.0f}% of the nights bought in the last year; "
        f"filled no better, this one would cost {then}."
    )
