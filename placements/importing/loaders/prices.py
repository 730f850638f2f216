"""Price lines, their uplifts, and what others contribute."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from placements.codes import Setting
from placements.importing.batch import Batch, check_in_order, check_lengths, check_range, held
from placements.importing.cells import choose
from placements.importing.rows import Row
from placements.models.base import Base
from placements.models.child import Child
from placements.models.contract import Contract, PriceComponent, PriceLine, PriceStanding, PriceUnit, ProviderKind
from placements.models.finance import Contribution, ContributionState, Payer, Uplift
from placements.models.home import Home

_OLDEST, _MOST_CHILDREN = 25, 50
_ALONE = frozenset(
    {PriceComponent.BASE, PriceComponent.ALLOWANCE, PriceComponent.FEE, PriceComponent.NTH_CHILD}
    | {PriceComponent.BLOCK_FIXED, PriceComponent.BLOCK_VARIABLE, PriceComponent.RETAINER}
)
"""What is paid by one line at a time: two of them for the same children on one day are a mistake."""
_LINE_ENDS = "price-ends-mid-year"


def check(batch: Batch) -> None:
    """List what is wrong with the price lines, uplifts and contributions."""
    rows = batch.first
    check_lengths(batch, rows, PriceLine, {"line": "ref", "level": "level"})
    check_in_order(batch, rows, "from", "to", days=True)
    check_in_order(batch, rows, "age_min", "age_max")
    for column, least, most in (("age_min", 0, _OLDEST), ("age_max", 0, _OLDEST), ("nth", 1, _MOST_CHILDREN)):
        check_range(batch, rows, column, least, most)
    _check_further(batch)
    known = _Known(batch)
    for row in (*rows, *batch.sheet("uplifts"), *batch.sheet("contributions")):
        known.check(batch, row)
    _check_overlaps(batch, known)


def write(batch: Batch) -> None:
    """Write the price lines, uplifts and contributions."""
    known = _Known(batch)
    _write(batch, batch.first, PriceLine, "line", known)
    _write(batch, batch.sheet("uplifts"), Uplift, "uplift", known)
    _write(batch, batch.sheet("contributions"), Contribution, "contribution", known)
    batch.session.flush()


class _Known:
    """The contracts, homes and children held that the rows name."""

    def __init__(self, batch: Batch) -> None:
        rows = [row for sheet in batch.rows.values() for row in sheet]
        self.contracts = held(batch.session, Contract.ref, (row.words("contract") for row in rows))
        self.homes = held(batch.session, Home.ref, (row.words("home") for row in rows))
        self.children = held(batch.session, Child.ref, (row.words("child") for row in rows))

    def check(self, batch: Batch, row: Row) -> None:
        """List a setting that does not exist and whatever is named but not held."""
        if (setting := row.text("setting")) and choose(setting, tuple(Setting)) is None:
            batch.wrong(row, "cell-choice", f"{setting!r} is not one of: {', '.join(Setting)}.", "setting")
        for column, found, load in (
            ("contract", self.contracts, "contracts"),
            ("home", self.homes, "homes and carers"),
            ("child", self.children, "children"),
        ):
            if (ref := row.text(column)) and ref not in found:
                message = f"The {column} {ref!r} is not held. Load the {load} first."
                batch.wrong(row, f"{column}-unknown", message, column)

    def ids(self, row: Row) -> dict[str, int | None]:
        """The record's ids of what a row names, for the columns its sheet has."""
        found = {"contract": self.contracts, "home": self.homes, "child": self.children}
        named = {column: held_ones.get(row.words(column)) for column, held_ones in found.items() if row.has(column)}
        return {f"{column}_id": one and one.id for column, one in named.items()}


def _check_further(batch: Batch) -> None:
    uplifts, contributions = batch.sheet("uplifts"), batch.sheet("contributions")
    check_lengths(batch, uplifts, Uplift, {"uplift": "ref"})
    check_lengths(batch, contributions, Contribution, {"contribution": "ref"})
    check_in_order(batch, contributions, "from", "to", days=True)


def _write(batch: Batch, rows: Iterable[Row], model: type[Base], key: str, known: _Known) -> None:
    """Write each row under its reference; a later list wins."""
    rows = list(rows)
    there: dict[str, Base] = held(batch.session, model.ref, (row.words(key) for row in rows))  # type: ignore[attr-defined]
    for row in rows:
        facts = _FACTS[model](row) | known.ids(row) | batch.said(row)
        facts = {name: value for name, value in facts.items() if name in model.__table__.c}
        one = there.get(row.words(key))
        if one is None:
            batch.session.add(model(ref=row.words(key), **facts))
        else:
            for attribute, value in facts.items():
                setattr(one, attribute, value)


def _conditions(row: Row) -> dict[str, Any]:
    kind, component = row.text("provider_kind"), row.text("component")
    setting = row.text("setting")
    return {
        "setting": choose(setting, tuple(Setting)) if setting else None,
        "provider_kind": ProviderKind(kind) if kind else None,
        "component": PriceComponent(component) if component else None,
        "starts_on": row.day("from"),
    }


def _line_facts(row: Row) -> dict[str, Any]:
    return _conditions(row) | {
        "unit": PriceUnit(row.words("unit")),
        "amount_pence": row.whole("amount"),
        "ends_on": row.day("to"),
        "age_min": row.whole("age_min"),
        "age_max": row.whole("age_max"),
        "level": row.text("level"),
        "nth": row.whole("nth"),
        "standing": PriceStanding.AGREED,
    }


def _uplift_facts(row: Row) -> dict[str, Any]:
    return _conditions(row) | {"basis_points": row.whole("percent")}


def _contribution_facts(row: Row) -> dict[str, Any]:
    return {
        "payer": Payer(row.words("payer")),
        "state": ContributionState(row.words("state")),
        "unit": PriceUnit(row.words("unit")),
        "amount_pence": row.whole("amount"),
        "starts_on": row.day("from"),
        "ends_on": row.day("to"),
    }


_FACTS = {PriceLine: _line_facts, Uplift: _uplift_facts, Contribution: _contribution_facts}


# --- lines that overlap or end ----------------------------------------------------------------------------------------


def _check_overlaps(batch: Batch, known: _Known) -> None:
    """List every two lines that price the same children on one day, and lines that end with nothing after them."""
    alike: dict[tuple[object, ...], list[tuple[PriceLine, Row | None]]] = defaultdict(list)
    of_file = {row.words("line") for row in batch.first}
    for held_line in batch.session.scalars(sa.select(PriceLine).where(PriceLine.standing == PriceStanding.AGREED)):
        if held_line.ref not in of_file:
            alike[_condition(held_line)].append((held_line, None))
    failed = {(fault.file, fault.row) for fault in batch.faults}
    for row in batch.first:
        if (row.file, row.number) not in failed and _whole(row):
            facts = _line_facts(row) | known.ids(row) | {"ref": row.words("line"), "as_of": dt.date.min, "source": ""}
            one = PriceLine(**facts)
            alike[_condition(one)].append((one, row))
    for lines in alike.values():
        for line, of_file_row in lines:
            if of_file_row is not None:
                _compare(batch, line, of_file_row, [other for other, _ in lines if other is not line])


def _whole(row: Row) -> bool:
    """Whether a row says all that a price line needs; where it does not, that is listed of its cells."""
    return all(row.values.get(column) is not None for column in ("setting", "component", "unit", "amount", "from"))


def _compare(batch: Batch, line: PriceLine, row: Row, others: list[PriceLine]) -> None:
    meets = next((other for other in others if line.component in _ALONE and _overlap(line, other)), None)
    if meets is not None:
        message = f"{line.ref} and {meets.ref} price the same children on the same days. End one before the other."
        batch.wrong(row, "price-overlap", message, "from")
    end = line.ends_on
    followed = any(other.starts_on == end for other in others)
    if end is not None and line.component in _ALONE and (end.month, end.day) != (4, 1) and not followed:
        message = f"{line.ref} ends on {end - dt.timedelta(days=1):%d/%m/%Y}, within a financial year, and nothing "
        batch.note(row, _LINE_ENDS, f"{message}follows it. A forecast carries the price on and says so.", "to")


def _condition(line: PriceLine) -> tuple[object, ...]:
    named = (line.contract_id, line.home_id, line.child_id, line.level, line.nth)
    unit = line.unit.per if line.component is PriceComponent.RETAINER else None
    return (line.setting, line.provider_kind, line.component, unit, *named)


def _overlap(one: PriceLine, other: PriceLine) -> bool:
    days = (one.ends_on is None or other.starts_on < one.ends_on) and (
        other.ends_on is None or one.starts_on < other.ends_on
    )
    young, old = max(one.age_min or 0, other.age_min or 0), min(_top(one), _top(other))
    return days and young <= old


def _top(line: PriceLine) -> int:
    return _OLDEST if line.age_max is None else line.age_max
