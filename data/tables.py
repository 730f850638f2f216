"""The reference tables that come with the program, as rows for the record; every figure's source stands beside it."""

from __future__ import annotations

import csv
import datetime as dt
from importlib import resources

from placements.models.contract import PriceComponent, PriceLine, PriceStanding, PriceUnit, ProviderKind
from placements.models.reference import Adjoining, Authority, Population

Row = dict[str, str]


def rows_of(table: str) -> list[Row]:
    """Every row of one reference table, as text."""
    text = resources.files("data").joinpath("reference", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def authorities(responsible: str) -> list[Authority]:
    """Every upper-tier authority of England, the responsible one marked."""
    return [
        Authority(
            la_code=row["la_code"],
            name=row["name"],
            region=row["region"],
            responsible=row["la_code"] == responsible,
            adjoining_complete=row["adjoining_complete"] == "yes",
        )
        for row in rows_of("authorities")
    ]


def adjoining() -> list[Adjoining]:
    """The pairs of authorities whose boundaries touch, as far as they are known."""
    return [Adjoining(la_code=row["la_code"], adjoins=row["adjoins"]) for row in rows_of("adjoining")]


def populations() -> list[Population]:
    """Mid-year populations aged 0 to 17."""
    return [
        Population(la_code=row["la_code"], mid_year=int(row["mid_year"]), children=int(row["children"]))
        for row in rows_of("population")
    ]


def published_flows(la_code: str) -> list[tuple[int, int, int | None, int | None]]:
    """The year to each 31 March that is restated here: (year, in care, started, ceased), None where not read."""
    rows = [row for row in rows_of("published_flows") if row["la_code"] == la_code]
    known = [{name: int(row[name]) if row[name] else None for name in ("started", "ceased")} for row in rows]
    return [
        (int(row["year"]), int(row["stock"]), one["started"], one["ceased"])
        for row, one in zip(rows, known, strict=True)
    ]


def postcode_areas_around(la_code: str) -> list[str]:
    """The postcode areas ("YO") that an authority and those adjoining it lie in."""
    around = {la_code} | {row["adjoins"] for row in rows_of("adjoining") if row["la_code"] == la_code}
    return sorted(
        {area for row in rows_of("postcode_areas") if row["la_code"] in around for area in row["areas"].split()}
    )


def published_prices(la_code: str, as_of: dt.date) -> list[PriceLine]:
    """Published figures to stand in until agreed prices are loaded; the authority's own come before England's."""
    own = {_what(row) for row in rows_of("published_prices") if row["la_code"] == la_code}
    return [
        _price_line(row, as_of)
        for row in rows_of("published_prices")
        if row["la_code"] == la_code or (not row["la_code"] and _what(row) not in own)
    ]


def _what(row: Row) -> tuple[str, str, str, str]:
    return row["setting"], row["provider_kind"], row["component"], row["age_min"]


def _price_line(row: Row, as_of: dt.date) -> PriceLine:
    pounds, pence = row["amount"].split(".")
    return PriceLine(
        ref=f"published-{row['line']}",
        setting=row["setting"],
        provider_kind=ProviderKind(row["provider_kind"]) if row["provider_kind"] else None,
        component=PriceComponent(row["component"]),
        unit=PriceUnit(row["unit"]),
        amount_pence=int(pounds) * 100 + int(pence),
        starts_on=dt.date.fromisoformat(row["from"]),
        age_min=int(row["age_min"]) if row["age_min"] else None,
        age_max=int(row["age_max"]) if row["age_max"] else None,
        standing=PriceStanding.PUBLISHED,
        as_of=as_of,
        source=row["source"],
    )
