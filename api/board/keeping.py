"""The picture for members, judged once for a state of the data."""

from __future__ import annotations

from api.board.drafting import picture_of
from api.board.gathering import gathered
from api.house import HOUSE, House
from api.shapes.board import BoardDocument
from placements.repository.audit import data_version
from placements.repository.records import records_for


def picture_now(house: House) -> BoardDocument:
    """The picture as the record is now. Raises Refused where no return is held."""
    with records_for(house.engine, HOUSE) as records:
        version = data_version(records)
    return house.answers.kept("board picture", version, lambda: picture_of(gathered(house)))
