"""budget.xlsx and ledger.xlsx: an illustrative budget for 2026/27, and what the finance system paid for May 2026.

Payments follow the price book for children who lived all of May with an agency or in supported accommodation; a few are
wrong on purpose (a week too much, a credit, a child nobody knows), so that there is something to reconcile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from data.demo.prices import YEARS
from data.demo.workbook import Row

_ILLUSTRATIVE = "illustrative"
_YEAR = "2026/27"
_MAY, _JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
_PAID_ON = dt.date(2026, 6, 3)
_DAYS = (_JUNE - _MAY).days
_UPLIFT = YEARS[-1][2]
_OF_YORK = (
    ("C100", "In-house fostering and kinship", 3_050_000, "mainstream_fostering; kinship_fostering", "own"),
    ("C200", "Agency fostering", 2_150_000, "mainstream_fostering", "ifa; other_la; voluntary"),
    ("C300", "Children's homes", 5_200_000, "childrens_home; secure; residential_school; other_residential", ""),
    ("C400", "Supported accommodation", 700_000, "supported", ""),
    ("C500", "Other placements", 150_000, "other; custody; with_parents; adoption", ""),
)
"""Cost code, what it is for, pounds for an authority of York's size, settings and kinds of provider."""
_AGENCY, _SUPPORTED = ("C200", 1020.0), ("C400", 1420.0)
_WEEK_TOO_MUCH, _CREDITED = 17, 23


def budget_rows(scale: float) -> list[Row]:
    """The budget lines, in proportion to the size of the authority."""
    return [
        {
            "code": code,
            "year": _YEAR,
            "name": name,
            "amount": round(amount * scale, -3),
            "settings": settings,
            "provider_kinds": kinds,
            "holder": "Bryony Invented",
            "source": _ILLUSTRATIVE,
        }
        for code, name, amount, settings, kinds in _OF_YORK
    ]


def ledger_rows(position: Iterable[Row]) -> list[Row]:
    """What was paid for May, a line a child; then a credit, and a line for a child nobody knows."""
    lines = list(_payments(position))
    strange = {"line": "PAY-9999", "child": "C-9999", "provider": "IFA-1", "amount": 1_200.0}
    return [*lines, _line("C200", strange)]


def _payments(position: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(position, start=1):
        found = _paid_by(row)
        since = row["from"]
        if found is None or not isinstance(since, dt.date) or since > _MAY:
            continue
        code, weekly = found[0], round(found[1] * _UPLIFT, 2)
        days = _DAYS + 7 if number % _WEEK_TOO_MUCH == 0 else _DAYS
        paid = {"child": row["child"], "amount": round(weekly * days / 7, 2)}
        yield _line(code, paid | {"line": f"PAY-{number:04}"})
        if number % _CREDITED == 0:
            yield _line(code, paid | {"line": f"PAY-{number:04}-C", "amount": -round(weekly, 2)})


def _paid_by(row: Row) -> tuple[str, float] | None:
    """The cost code and weekly price of 2025/26 of whoever is paid by the month here."""
    place, provider = str(row["place"]), row["place_provider"]
    if place.startswith("U") and provider in {"PR4", "PR5"}:
        return _AGENCY
    return _SUPPORTED if place == "K3" and provider == "PR4" else None


def _line(code: str, paid: Row) -> Row:
    facts = {"code": code, "paid_on": _PAID_ON, "from": _MAY, "to": _JUNE, "source": _ILLUSTRATIVE}
    return facts | dict(paid)
