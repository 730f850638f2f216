"""Writes a whole invented authority as the very files that the importers read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from data.demo.authority import Authority, authority
from data.demo.carers import carer_rows
from data.demo.faults import faulty_position, faulty_return
from data.demo.money import budget_rows, ledger_rows
from data.demo.portrait import SHEETS, portrait
from data.demo.position import beds_of, position_rows
from data.demo.present import present_kin, present_own
from data.demo.prices import price_rows
from data.demo.provision import contract_rows, home_rows, provider_rows
from data.demo.recruiting import funnel_rows, return_rows
from data.demo.referrals import open_referrals, referral_rows, with_referred
from data.demo.returns import return_of, write_return
from data.demo.schools import School, schools, write_schools
from data.demo.siblings import sibling_rows
from data.demo.span import TODAY
from data.demo.workbook import Row, write_workbook
from placements.errors import Refused

Progress = Callable[[str], None]

_FEWEST = 20
_MOST = 25_000
INVENTED_TEXT = """Every person, home, provider and school in this folder is invented.

Names come from lists made for this purpose, postcodes are drawn at random from the open ONS Postcode Directory
(OGL v3), and nothing describes a real child, carer, home or service. The shape (how many, how old, how far) is that
of published figures of City of York. Codes of children begin with 9, URNs with SC9, school URNs with 9: ranges that
nobody uses.
"""


def generate(
    folder: Path,
    children: int = 240,
    years: int = 10,
    seed: int = 1,
    progress: Progress | None = None,
    *,
    faults: bool = False,
) -> None:
    """Write an authority with so many children in care on 31 March 2026, and that many yearly returns up to then.

    Writes `returns/2016-17/*.csv` and so on, schools.csv, INVENTED.txt, and as workbooks providers, contracts, prices,
    homes, carers, children, position, budget, ledger, funnel, fostering-return and referrals, all of 5 June 2026. The
    same arguments give the same bytes.
    With `faults`, the files hold the faults of data that real ones do, for trying the checks.
    Raises Refused for fewer than 20 or more than 25,000 children, or years whose code lists are not held.
    """
    if not _FEWEST <= children <= _MOST:
        raise Refused(
            "The demonstration cannot be of that size.",
            given=children,
            do_next=f"Ask for {_FEWEST} to {_MOST} children.",
        )
    say = progress or _nothing
    say("Inventing families, homes and what happened to them")
    made = authority(children, years, seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "INVENTED.txt").write_text(INVENTED_TEXT, encoding="utf-8")
    for year in made.span.years:
        say(f"Writing the return of {year}")
        files = return_of(year, made.told, seed)
        write_return(folder, year, faulty_return(files, year, made.span.years, seed) if faults else files)
    for noun, rows in _workbooks(folder, made, faults):
        say(f"Writing {noun}.xlsx")
        write_workbook(folder / f"{noun}.xlsx", noun, rows, _title(noun))


def _title(noun: str) -> str | None:
    """A list of one day says which day in its title, as a case system's export does."""
    return f"Position as at {TODAY.day} {TODAY:%B %Y}. Every person in it is invented." if noun == "position" else None


def _nothing(message: str) -> None:
    """Where nobody wants to be told."""


def _workbooks(folder: Path, made: Authority, faults: bool) -> Iterator[tuple[str, dict[str, list[Row]]]]:
    """The rows of every workbook, in the order in which they are loaded."""
    today, seed, homes = made.today, made.seed, made.homes
    known = schools(made.land, made.scale, seed)
    write_schools(folder, known)
    refs = {child.code: f"C-{number:04d}" for number, child in enumerate(made.in_care, start=1)}
    own = present_own(homes.own, made.land, made.scale, today, seed)
    every = [*own, *present_kin(homes.kin, today)]
    yield "providers", {"providers": provider_rows(homes.providers)}
    yield "contracts", {"contracts": contract_rows(homes.providers)}
    yield "homes", home_rows(homes.establishments, today, seed)
    yield "carers", carer_rows(every, refs, today, seed)
    yield "prices", {"prices": price_rows(homes.providers, homes.establishments)}
    cases = open_referrals(made.in_care, refs, made.land, known, today, seed)
    yield "children", with_referred(_children(made, refs, known), cases)
    rows = position_rows(made.in_care, refs, beds_of(every, homes.establishments, today), today, seed)
    yield "position", {"position": faulty_position(rows, seed) if faults else rows}
    yield "budget", {"budget": budget_rows(made.scale)}
    yield "ledger", {"ledger": ledger_rows(rows)}
    yield "funnel", funnel_rows(made.scale, seed)
    yield "fostering-return", {"places": return_rows(made.scale)}
    yield "referrals", referral_rows(cases)


def _children(made: Authority, refs: dict[str, str], known: list[School]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {sheet: [] for sheet in SHEETS}
    for child in made.in_care:
        told = portrait(child, refs[child.code], known, made.land, made.today, made.seed)
        for sheet, of_child in told.rows.items():
            rows[sheet].extend(of_child)
    rows["siblings"] = sibling_rows(made.in_care, refs, made.today, made.seed)
    return rows
