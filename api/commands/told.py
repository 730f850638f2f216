"""What others publish about the same children: noting it for every later audit, and auditing tables side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.commands.change import As, By, change
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.words import count, listed
from placements.disclosing.shown import ShownTable
from placements.errors import Refused
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A table as .json, or the department's local authority file as .csv."),
]
Files = Annotated[list[Path], typer.Argument(metavar="FILES", help="Tables to be read together, as .json or .csv.")]
Year = Annotated[list[int] | None, typer.Option("--year", help="Of a .csv file, only years that end in these.")]


def elsewhere(
    file: File,
    source: Annotated[str, typer.Option("--source", help="Who publishes it, and where.")],
    by: By,
    role: As,
    year: Year = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note tables that others publish about the same children, so that every later audit reads them."""
    from placements.deciding.people import Named
    from placements.disclosing.elsewhere import already_given_away
    from placements.publishing.preparing import note_elsewhere

    read = _read(file, database, year)
    told = already_given_away(read)
    given_away = sum(len(one.marks) for one in read) - sum(
        one.marks[cell] is before.marks[cell] for one, before in zip(told, read, strict=True) for cell in before.marks
    )

    def step(work: UnitOfWork) -> list[dict[str, str]]:
        made = [(one, note_elsewhere(work, Named(by, role), source, one)) for one in told]
        return [{"title": one.table.title, "source": row.source, "digest": row.digest} for one, row in made]

    noted = change(database, step)
    document = {"source": source, "noted": noted, "given_away": given_away}
    deliver(document, as_json, lambda: _show(noted, source, given_away))


def neighbours(
    file: File,
    source: Annotated[str, typer.Option("--source", help="Who publishes it, and where.")],
    by: By,
    role: As,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Keep what neighbours, the region and England publish of the same, to stand beside the board's numbers."""
    from placements.deciding.people import Named
    from placements.publishing.others import keep_others, printed_by_others
    from placements.repository.reference import adjoining_authorities, responsible_authority

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        own = responsible_authority(records)
        around, region = adjoining_authorities(records, own.la_code), own.region
    printed = printed_by_others(_text_of(file), around, region)
    kept = change(database, lambda work: keep_others(work, Named(by, role), source, printed))
    names = sorted({one.name for one in printed})
    document = {"source": source, "kept": kept, "of": names}
    deliver(document, as_json, lambda: say(f"{count(kept, 'figure')} of {listed(names)} kept."))


def audit_together(files: Files, year: Year = None, database: Database = None, as_json: Json = False) -> None:
    """Read tables together as a stranger would: refused where a hidden number of any can be worked out from all."""
    from placements.disclosing.audit import audit
    from placements.disclosing.certificate import narrowest

    tables = [one for file in files for one in _read(file, database, year)]
    ranges = audit(tables)
    document = {
        "tables": [one.table.id for one in tables],
        "guarded": len(ranges),
        "narrowest_range": narrowest(ranges),
    }
    deliver(document, as_json, lambda: say(f"{count(len(tables), 'table')} read together give no hidden number away."))


def _show(noted: Sequence[dict[str, str]], source: str, given_away: int) -> None:
    for one in noted:
        say(f"Noted: {one['title']}, {source}.")
    if given_away:
        say(
            f"{count(given_away, 'hidden number')} of these tables can be worked out from the tables alone. Nothing "
            "that you hide takes that back: tell whoever publishes them."
        )


def _read(file: Path, database: str | None, years: Sequence[int] | None) -> list[ShownTable]:
    """The tables of a file. Raises Refused where it cannot be read."""
    from placements.disclosing.documents import from_kept
    from placements.publishing.official import official_tables
    from placements.repository.reference import responsible_authority

    text = _text_of(file)
    if file.suffix.lower() == ".json":
        try:
            return [from_kept(json.loads(text))]
        except (ValueError, KeyError, TypeError) as fault:
            raise _unreadable(file, fault) from fault
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = official_tables(text, responsible_authority(records).la_code)
    return [one for one in found if not years or one.table.populations[0].on.year in years]


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as fault:
        raise _unreadable(file, fault) from fault


def _unreadable(file: Path, fault: Exception) -> Refused:
    return Refused(
        "The table cannot be read.",
        given=f"{file}: {fault}",
        do_next="Write it as docs/explanation/disclosure.md shows, or give the publisher's .csv file.",
    )
