"""The homes there are, as a paper for planners: what is filled, what is not free and why, what is usable and ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from api.reports.paper import Bullets, Column, Kind, Paper, Part, Section, Table, Words
from api.shapes.supply import Agency, Block, KindOfHome, OfFigure, Recruitment, Supply
from api.words import count, day, plain, sentence
from placements.models.home import HomeKind

FOR_PLANNERS = "For planners. Not for publication: small numbers stand in it."
AFTER_MONTHS = (12, 24, 36)
COUNT = Kind.COUNT


def supply_paper(found: Supply, council: str) -> Paper:
    """Places by kind of home, why places are not available, blocks, agencies, recruitment, the yearly return."""
    return Paper(
        title="The homes there are",
        council=council,
        introduction=_headline(found),
        sections=(
            Section(
                "Places", (_kinds(found.kinds), Words(_usable(found)), _not_available(found), Bullets(_notes(found)))
            ),
            Section("Blocks of beds", _blocks(found.blocks)),
            Section("Agencies to ask", _agencies(found.agencies)),
            Section("Recruitment and places ahead", tuple(_recruitment(found))),
            Section("The fostering return", tuple(_return(found))),
            Section("Home by home", (_homes(found),)),
        ),
        marked=FOR_PLANNERS,
        footer=f"Homes as known on {day(found.on)}",
        about=(("Day", day(found.on)), ("Newest position", day(found.position_on))),
    )


def _headline(found: Supply) -> str:
    own = [kind for kind in found.kinds if kind.kind is HomeKind.FOSTERING and kind.provider == "own"]
    approved, filled, vacant, over = (
        sum(getattr(kind, name) for kind in own) for name in ("approved", "filled", "vacant", "over")
    )
    lost = sum(sum(kind.not_available.values()) for kind in own)
    return (
        f"Our own fostering households have {approved} places approved: {filled - over} filled, {lost} not available "
        f"and {vacant} vacant on {day(found.on)}."
    )


def _kinds(kinds: Iterable[KindOfHome]) -> Table:
    names = ("Homes", "Approved", "Filled", "Not available", "Vacant", "Usable now", "Usable ahead")
    columns = (Column("Kind of home"), Column("Where"), *(Column(name, COUNT) for name in names))
    rows = tuple(
        (
            sentence(kind.kind)
            if plain(kind.kind) == plain(kind.provider)
            else f"{sentence(kind.kind)}, {plain(kind.provider)}",
            plain(kind.place),
            kind.homes,
            kind.approved,
            kind.filled,
            sum(kind.not_available.values()),
            kind.vacant,
            kind.usable,
            kind.usable_ahead,
        )
        for kind in kinds
    )
    note = "Approved and children placed beyond it are filled, not available or vacant: each place counts once."
    return Table("Places by kind of home", columns, rows, note)


def _usable(found: Supply) -> str:
    waiting = count(found.children_waiting, "child", "children")
    return (
        f"Vacant is not usable. Usable now: vacant places that {waiting} of open referrals could lawfully take. Usable "
        "ahead: that one of them, or any kind of child whom the forecast knows, could take."
    )


def _not_available(found: Supply) -> Table:
    why: Counter[str] = Counter()
    for kind in found.kinds:
        why.update({plain(reason): number for reason, number in kind.not_available.items()})
    columns = (Column("Reason"), Column("Places", COUNT))
    return Table("Why places are not available", columns, tuple(why.most_common()))


def _notes(found: Supply) -> tuple[str, ...]:
    vacant, confirmed, others = (
        sum(getattr(kind, name) for kind in found.kinds) for name in ("vacant", "confirmed", "others")
    )
    return (
        f"{confirmed} of {vacant} vacant places were confirmed in the last days that the policy allows.",
        f"{count(others, 'place')} filled by other authorities' children, as far as the record names them.",
        *found.notes,
    )


def _blocks(blocks: list[Block]) -> tuple[Part, ...]:
    if not blocks:
        return (Words("No block of beds is held."),)
    names = ("Beds", "Nights paid", "Nights used")
    columns = (
        Column("Block"),
        Column("Month", Kind.DAY),
        *(Column(name, COUNT) for name in names),
        Column("Fixed", Kind.MONEY),
        Column("Besides", Kind.MONEY),
        Column("A child-week", Kind.MONEY),
    )
    rows = tuple(
        (
            block.contract,
            month.month,
            block.beds,
            month.nights_paid,
            month.nights_used,
            month.fixed_pence,
            month.variable_pence,
            month.child_week_pence,
        )
        for block in blocks
        for month in block.months
    )
    note = "The fixed part is paid whoever sleeps there: an empty bed saves none of it."
    notes = tuple(note for block in blocks for note in block.notes)
    return (Table("Blocks by month", columns, rows, note), *((Bullets(notes),) if notes else ()))


def _agencies(agencies: list[Agency]) -> tuple[Part, ...]:
    if not agencies:
        return (Words("No agency is held: load them with homeward import providers FILE."),)
    columns = (
        Column("Provider"),
        Column("Kind"),
        Column("Lots"),
        Column("Asked", COUNT),
        Column("Answered", COUNT),
        Column("Offered", COUNT),
        Column("Usual hours to answer", Kind.DECIMAL),
        Column("Suspended"),
    )
    rows = tuple(
        (
            one.provider,
            plain(one.kind),
            ", ".join(one.lots) or "none",
            one.asked,
            one.answered,
            one.offered,
            one.usual_hours,
            "yes" if one.suspended else "no",
        )
        for one in agencies
    )
    return (
        Table("Providers and how they answer", columns, rows, "What they have free nobody knows until they answer."),
    )


def _recruitment(found: Supply) -> Iterable[Part]:
    known = found.recruitment
    yield _funnel(known)
    yield _lead(known)
    ahead = found.places_ahead
    ends = [after - 1 for after in AFTER_MONTHS if after <= len(ahead.months)]
    names = (("Gained", ahead.gained), ("Left", ahead.left), ("Net since today", ahead.net))
    columns = (Column("What"), *(Column(f"In {end + 1} months") for end in ends))
    rows = tuple(
        (name, *(f"{one.p50[end]:.0f} ({one.p10[end]:.0f} to {one.p90[end]:.0f})" for end in ends))
        for name, one in names
    )
    note = "In the month; net adds up from today. The middle, and in brackets the range with an 8 in 10 chance."
    yield Table("Mainstream places ahead", columns, rows, note)
    if known.notes:
        yield Bullets(tuple(known.notes))


def _funnel(known: Recruitment) -> Table:
    stages = list(dict.fromkeys(stage for reached in known.reached.values() for stage in reached))
    columns = (Column("Stage"), *(Column(sentence(kind), COUNT) for kind in known.reached))
    rows = tuple((sentence(stage), *(reached.get(stage) for reached in known.reached.values())) for stage in stages)
    return Table(f"Households that reached each stage in {count(known.months, 'month')}", columns, rows)


def _lead(known: Recruitment) -> Table:
    columns = (
        Column("What one more household takes"),
        Column("Middle", Kind.DECIMAL),
        Column("8 in 10 chance"),
        Column("Source"),
    )
    rows = tuple(
        (sentence(name), one.p50, f"{one.p10:.1f} to {one.p90:.1f}", _source(one)) for name, one in known.lead.items()
    )
    return Table("From a first enquiry to a first child", columns, rows)


def _source(one: OfFigure) -> str:
    return f"{one.n:.0f} of our own, drawn towards: {one.source}"


def _return(found: Supply) -> Iterable[Part]:
    columns = (Column("Figure"), Column("Kind of household"), Column("Places", COUNT), Column("Homes it is made of"))
    rows = tuple(
        (plain(one.figure), plain(one.kind), one.places, ", ".join(one.homes) or "none")
        for one in found.fostering_return
    )
    yield Table("Places as the fostering return counts them", columns, rows)
    if found.stated:
        beside = (
            Column("Figure"),
            Column("Kind of household"),
            Column("Stated for", Kind.DAY),
            Column("Stated", COUNT),
            Column("Counted today", COUNT),
            Column("Difference", COUNT),
        )
        told = tuple(
            (plain(one.figure), plain(one.kind), one.as_of, one.stated, one.counted, one.difference)
            for one in found.stated
        )
        yield Table("What a return stated beside what the record counts", beside, told)


def _homes(found: Supply) -> Table:
    names = ("Approved", "Filled", "Not available", "Vacant", "Usable ahead")
    columns = (Column("Home"), Column("Kind"), *(Column(name, COUNT) for name in names), Column("Confirmed", Kind.DAY))
    rows = tuple(
        (
            one.home,
            f"{plain(one.kind)}, {plain(one.provider)}",
            one.approved,
            one.filled,
            sum(one.not_available.values()),
            one.vacant,
            one.usable_ahead,
            one.confirmed_on,
        )
        for one in found.homes
    )
    return Table("Every home we know", columns, rows, "Each figure above is the sum of these rows.")
