"""Random valid rows for every sheet of every list, as a person could type them, and templates filled with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

from placements.codes import Ethnicity, LegalStatus, Setting
from placements.importing.catalogue import NOUNS
from placements.importing.nouns import Column, Kind
from placements.importing.template import write_template
from placements.models.child import Relation
from placements.models.contract import ProviderKind

Row = dict[str, Any]
Rows = dict[str, list[Row]]

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2026, 6, 5))
WORDS = st.text("ABCDEFGHIJabcdefghij éß'&/()", min_size=3, max_size=14).map(lambda text: f"W{text.strip()}w")
CLOCK = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
POSTCODES = st.sampled_from(["YO1 7PR", "YO24 4AB", "HG1 1AA", "LS1 4AP", "HU1 2AA"])
DISABILITIES = st.lists(st.sampled_from(["MOB", "LD", "AUT", "VIS"]), min_size=1, unique=True)
_numbers = count(1)
_BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: WORDS,
    Kind.DATE: DAYS,
    Kind.MONTH: DAYS.map(lambda day: day.replace(day=1)),
    Kind.WHOLE: st.integers(0, 9),
    Kind.MONEY: st.integers(0, 900_000),
    Kind.SIGNED_MONEY: st.integers(-900_000, 900_000),
    Kind.PERCENT: st.sampled_from(["3.55", "12.43%", "-1.5", "0"]),
    Kind.YES_NO: st.sampled_from(["yes", "no", "unknown"]),
    Kind.LIST: st.lists(WORDS.filter(lambda word: not set(",;|") & set(word)), min_size=1, max_size=3, unique=True),
    Kind.POSTCODE: POSTCODES,
}


def new_ref(kind: str) -> str:
    """A reference that no other example has: all examples may share one database."""
    return f"{kind}-{next(_numbers):06}"


@st.composite
def row_of(draw: st.DrawFn, /, noun: str, sheet: str, **given: Any) -> dict[str, Any]:
    """A row of a sheet: what is given, every needed column, and some of the others."""
    columns = next(one.columns for one in NOUNS[noun].sheets if one.name == sheet)
    row: dict[str, Any] = {}
    for column in columns:
        value = given[column.name] if column.name in given else _value(column)
        if isinstance(value, st.SearchStrategy):
            wanted = column.required or draw(st.booleans())
            value = draw(value) if wanted else None
        row[column.name] = value
    return row


def _value(column: Column) -> st.SearchStrategy[Any]:
    if column.choices:
        return st.sampled_from(column.choices)
    return (
        _BY_KIND[column.kind].map(lambda text: text[:20])
        if column.name in {"la_code", "team"}
        else _BY_KIND[column.kind]
    )


def _in_order(row: dict[str, Any], first: str, last: str) -> dict[str, Any]:
    """Move the second day after the first."""
    if row[first] is not None and row[last] is not None and row[last] <= row[first]:
        row[last] = row[first] + dt.timedelta(days=30)
    return row


def _spanned(row: dict[str, Any]) -> dict[str, Any]:
    """Put two ages in order."""
    ages = sorted(age for age in (row["age_min"], row["age_max"]) if isinstance(age, int))
    if len(ages) == 2:
        row["age_min"], row["age_max"] = ages
    return row


AGES = {"age_min": st.integers(0, 17), "age_max": st.integers(0, 18)}
TERMS = {name: st.one_of(ages, st.just("unknown")) for name, ages in AGES.items()}


@st.composite
def providers(draw: st.DrawFn) -> Rows:
    refs = [new_ref("P") for _ in range(draw(st.integers(1, 3)))]
    given = AGES | {"urn": st.just("1234567")}
    return {"providers": [_spanned(draw(row_of("providers", "providers", provider=ref, **given))) for ref in refs]}


@st.composite
def carers(draw: st.DrawFn) -> Rows:
    refs = [new_ref("H") for _ in range(draw(st.integers(1, 3)))]
    terms = TERMS | {
        "number": st.one_of(st.integers(0, 4), st.just("unknown")),
        "sex": st.sampled_from(["M", "F", "either", "unknown"]),
        "types": st.lists(st.sampled_from(["short", "long", "respite", "uasc"]), min_size=1, unique=True),
        "kind": st.sampled_from(["fostering", "kinship"]),
        "provider": st.just("own"),
        "pets": st.sampled_from(["none", "unknown", "two cats"]),
        "fee_level": st.sampled_from(["1", "2"]),
        "bedrooms": 9,
        "vacancies": st.integers(0, 9),
    }
    households = [_spanned(draw(row_of("carers", "households", household=ref, **terms))) for ref in refs]
    some = st.sampled_from(refs)
    rows: Rows = {"households": [_in_order(row, "approved_from", "approved_to") for row in households]}
    labels = draw(st.lists(st.sampled_from(["1", "2", "back room"]), unique=True))
    rows["beds"] = [draw(row_of("carers", "beds", home=draw(some), bed=label)) for label in labels]
    for row in households:
        beds = sum(bed["home"] == row["household"] for bed in rows["beds"])
        row["vacancies"] = row["vacancies"] and min(row["vacancies"], beds or 9)
    further: dict[str, dict[str, Any]] = {
        "people": {"first_name": WORDS, "dob": DAYS, "school_urn": st.just("121266")},
        "skills": {"level": st.integers(0, 4)},
        "languages": {"language": WORDS},
        "willing": {"about": st.sampled_from(["age", "sex", "behaviour", "contact", "siblings"])},
        "holds": {"kind": st.sampled_from(["leave", "illness", "other"])},
        "exemptions": {"la_code": st.just("E06000014")},
    }
    for sheet, given in further.items():
        keyed = {}
        for _ in range(draw(st.integers(0, 2))):
            row = draw(row_of("carers", sheet, household=draw(some), **given))
            key = next(one.key for one in NOUNS["carers"].sheets if one.name == sheet)
            keyed[tuple(str(row[name]) for name in key)] = _in_order(row, "from", "to") if "from" in row else row
        rows[sheet] = list(keyed.values())
    return rows


@st.composite
def homes(draw: st.DrawFn) -> Rows:
    refs = [new_ref("K") for _ in range(draw(st.integers(1, 3)))]
    given = AGES | {
        "urn": st.just("SC123456"),
        "provider": st.just("own"),
        "contract": None,
        "registration": st.sampled_from(["active", "suspended", "unknown"]),
        "sex": st.sampled_from(["M", "F"]),
        "places": 9,
        "vacancies": st.integers(0, 9),
        "needs_accepted": st.lists(st.sampled_from(["autism", "mobility"]), min_size=1, unique=True),
    }
    return {"homes": [_spanned(draw(row_of("homes", "homes", home=ref, **given))) for ref in refs], "beds": []}


@st.composite
def contracts(draw: st.DrawFn, provider: str) -> Rows:
    row = draw(row_of("contracts", "contracts", contract=new_ref("F"), provider=provider, **{"from": draw(DAYS)}))
    return {"contracts": [_in_order(row, "from", "to")]}


@st.composite
def prices(draw: st.DrawFn, contract: str, home: str) -> Rows:
    given = AGES | {
        "setting": st.sampled_from(list(Setting)),
        "contract": st.just(contract),
        "home": st.just(home),
        "child": None,
        "nth": st.integers(1, 4),
        "to": st.builds(dt.date, st.integers(2027, 2030), st.just(4), st.just(1)),
    }
    # A level of its own for each line, so that no two price the same children.
    lines = [new_ref("L") for _ in range(draw(st.integers(1, 3)))]
    rows = [draw(row_of("prices", "prices", line=line, **given | {"level": line})) for line in lines]
    more = {"uplift": new_ref("U"), "contract": st.just(contract), "setting": st.sampled_from(list(Setting))}
    return {
        "prices": [_in_order(_spanned(row), "from", "to") for row in rows],
        "uplifts": [draw(row_of("prices", "uplifts", **more)) for _ in range(draw(st.integers(0, 1)))],
    }


@st.composite
def budget(draw: st.DrawFn) -> Rows:
    given = {
        "year": st.sampled_from(["2025/26", "2026-27", "2026/2027"]),
        "settings": st.lists(st.sampled_from(list(Setting)), min_size=1, unique=True),
        "provider_kinds": st.lists(st.sampled_from(list(ProviderKind)), min_size=1, unique=True),
    }
    return {"budget": [draw(row_of("budget", "budget", code=new_ref("B"), **given)) for _ in range(2)]}


@st.composite
def ledger(draw: st.DrawFn) -> Rows:
    nobody = {"child": None, "provider": None}
    rows = [draw(row_of("ledger", "ledger", line=new_ref("V"), **nobody)) for _ in range(draw(st.integers(1, 3)))]
    return {"ledger": [_in_order(row, "from", "to") for row in rows]}


@st.composite
def schools(draw: st.DrawFn) -> Rows:
    status = st.sampled_from(["Open", "Closed", "Open, but proposed to close"])
    rows = [draw(row_of("schools", "schools", urn=f"{next(_numbers)}", status=status)) for _ in range(3)]
    return {"schools": rows}


@st.composite
def children(draw: st.DrawFn) -> Rows:
    refs = [new_ref("C") for _ in range(3)]
    given = {
        "ethnicity": st.sampled_from(list(Ethnicity)),
        "legal_status": st.sampled_from(list(LegalStatus)),
        "school_urn": st.sampled_from(["121266", "none", "unknown"]),
        "disability": st.one_of(DISABILITIES, st.sampled_from([["none"], ["unknown"]])),
        "allergy": st.sampled_from([["cats:severe", "smoke:mild"], ["none"]]),
        "communication": st.sampled_from([["BSL"], ["Makaton", "other"], ["none"]]),
        "supervision": st.integers(0, 4),
    }
    rows: Rows = {
        "children": [
            draw(row_of("children", "children", child=ref, id903=ref.replace("-", ""), **given)) for ref in refs
        ]
    }
    a, b, c = refs
    pairs = draw(st.lists(st.sampled_from([(a, b), (c, a), (b, c)]), unique=True))
    related = st.sampled_from(list(Relation))
    rows["siblings"] = [
        draw(row_of("children", "siblings", child_a=one, child_b=two, relation=draw(related))) for one, two in pairs
    ]
    domains = draw(st.lists(st.sampled_from(["autism", "education", "emotional"]), unique=True))
    level = draw(st.integers(0, 4))
    rows["needs"] = [draw(row_of("children", "needs", child=a, domain=domain, level=level)) for domain in domains]
    rows["needs"].append({"child": b, "domain": "none"})
    kinds = draw(st.lists(st.sampled_from(["fire", "missing", "self_harm"]), unique=True))
    whom = st.lists(st.sampled_from(["younger", "carers"]), min_size=1, unique=True)
    rows["risks"] = [draw(row_of("children", "risks", child=c, kind=kind, to_whom=whom)) for kind in kinds]
    rows["risks"].append({"child": a, "kind": "unknown"})
    said = {"reason": "Assessed.", "decided_by": "Willa Invented"}
    rows["constraints"] = [
        draw(row_of("children", "constraints", child=a, kind="alone", value=None, **said)),
        draw(row_of("children", "constraints", child=b, kind="max_children", value="2", **said)),
        draw(row_of("children", "constraints", child=c, kind="not_with", value=a, **said)),
    ]
    rows["contacts"] = [draw(row_of("children", "contacts", child=a, person="Mother"))]
    kept_from = {
        "radius_miles": st.sampled_from(["0.5", "2"]),
        "area": None,
        "at_home": "H-5",
        "school_urn": st.just("121266"),
    }
    rows["people_of_concern"] = [draw(row_of("children", "people_of_concern", child=b, person="Uncle", **kept_from))]
    rows["past_stays"] = [draw(row_of("children", "past_stays", child=c, home="H-77"))]
    return rows


@st.composite
def referrals(draw: st.DrawFn, known: list[str]) -> Rows:
    moments = st.builds(dt.datetime.combine, st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), CLOCK)
    settings = draw(st.permutations(["foster", "kin", "K2", "K3"]))
    ref = new_ref("R")
    given = {
        "children": draw(st.lists(st.sampled_from(known), min_size=1, unique=True)),
        "needed_by": moments,
        "preferred": settings[:1],
        "suitable": settings[1:3],
        "unsuitable": settings[3:],
        "break_days": st.integers(1, 20),
    }
    kin = draw(row_of("referrals", "kin", referral=ref, outcome=st.sampled_from(["possible", "ruled_out"])))
    return {"referrals": [draw(row_of("referrals", "referrals", referral=ref, **given))], "kin": [kin]}


def fill_template(noun: str, path: Path, rows: Mapping[str, list[Row]], *, days_as_text: bool = False) -> Path:
    """Write a template and fill it in; days as real days or as text."""
    write_template(noun, path)
    book = openpyxl.load_workbook(path)
    for sheet, typed in rows.items():
        page = book[sheet]
        places = {cell.value: position for position, cell in enumerate(page[1], start=1)}
        kinds = {column.name: column.kind for one in NOUNS[noun].sheets if one.name == sheet for column in one.columns}
        for number, row in enumerate(typed, start=2):
            for name, value in row.items():
                page.cell(number, places[name], _typed(kinds[name], value, days_as_text))
    book.save(path)
    return path


def _typed(kind: Kind, value: Any, days_as_text: bool) -> Any:
    if kind is Kind.LIST and value is not None:
        return "; ".join(value)
    if kind is Kind.MONEY and value is not None:
        return f"£{value // 100:,}.{value % 100:02}"
    if days_as_text and isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if days_as_text and isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value) if isinstance(value, str) else value
