"""What the public reads: released documents and nothing else; no question is put to the record of children."""

from __future__ import annotations

import csv
import io

from api.house import House
from api.shapes.board import BoardDocument
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from placements.repository.releases import Published, register_version, released, released_as

ANYBODY = Viewer("anybody", Role.SIGNED_OUT)


def everything(house: House) -> list[Published]:
    """All that is public now, the newest first."""
    with records_for(house.engine, ANYBODY) as records:
        return released(records)


def one_published(house: House, name: str) -> Published:
    """One publication as it is public now. Raises NotFound."""
    with records_for(house.engine, ANYBODY) as records:
        return released_as(records, name)


def version(house: House) -> int:
    """What changes with every release and every withdrawal."""
    with records_for(house.engine, ANYBODY) as records:
        return register_version(records)


def picture_in(release: Published) -> BoardDocument:
    """The picture as it was frozen."""
    return BoardDocument.model_validate(release.document)


def as_csv(picture: BoardDocument) -> str:
    """Every figure of the page as one plain table: nothing can hide in it, no second sheet and no formula."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(("table", "line", "at", "figure", "share or range"))
    for number in picture.numbers:
        for point in number.trend:
            write(("six numbers", number.title, f"31 March {point.year}", point.figure, ""))
    for table in (*picture.where, *picture.stability, *picture.carers):
        for row in table.rows:
            write((table.title, row.words, table.period.removeprefix("at "), row.count, row.share))
    for ahead in picture.ahead:
        write(
            (
                "likely to come",
                "children in our care",
                ahead.on.isoformat(),
                ahead.middle,
                f"{ahead.low} to {ahead.high}",
            )
        )
    return out.getvalue()
