"""The picture made ready: for the page of members, and as a draft to be published."""

from __future__ import annotations

from collections.abc import Sequence

from api.board.document import document
from api.board.gathered import Gathered
from api.board.said import Said
from api.board.tables import HEADLINES, board_tables, three_years
from api.shapes.board import BoardDocument
from placements.disclosing.prepare import Prepared, prepare
from placements.disclosing.shown import ShownTable
from placements.publishing.preparing import Draft

TITLE = "Our children and their homes"


def picture_of(gathered: Gathered) -> BoardDocument:
    """The picture for signed-in members: judged by itself, and not to be handed on."""
    return document(gathered, protected(gathered))


def draft_of(gathered: Gathered, said: Said) -> Draft:
    """The picture as a draft of a publication, with what people and planning add to it."""
    newest = gathered.newest.on
    return Draft(
        name=f"board-{newest.isoformat()}",
        title=TITLE,
        as_at=newest,
        protect=lambda public: protected(gathered, public),
        write=lambda prepared: document(gathered, prepared, said).model_dump(mode="json"),
        words=said.words,
    )


def protected(gathered: Gathered, public: Sequence[ShownTable] = ()) -> Prepared:
    """The picture's tables, with three years together for each headline that one year alone cannot tell."""
    tables = board_tables(gathered)
    first = prepare(tables, public)
    hidden = [name for name in HEADLINES if not _is_told(first, name)]
    longer = [table for name in hidden if (table := three_years(gathered, name)) is not None]
    return prepare([*tables, *longer], public) if longer else first


def _is_told(prepared: Prepared, name: str) -> bool:
    table, words = HEADLINES[name]
    shown = next((one for one in prepared.shown if one.table.id == table), None)
    return shown is not None and (words,) in shown.table.totals and not shown.is_hidden((words,))
