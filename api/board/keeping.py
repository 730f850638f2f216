"""The picture for members, judged once for a state of the data."""

from __future__ import annotations

from api.board.drafting import picture_of
from api.board.gathering import gathered
from api.house import HOUSE, House
from api.shapes.board import BoardDocument
from placements.repository.audit import data_version
from placements.repository.records import records_for

QUESTION = "board picture"


def picture_now(house: House) -> BoardDocument:
    """The picture as the record is now. Raises Refused where no return is held."""
    return house.answers.kept(QUESTION, _version(house), lambda: picture_of(gathered(house)))


def picture_begun(house: House) -> bool:
    """Whether the picture is at hand; where it is not, it is begun beside."""
    return house.answers.begun(QUESTION, _version(house), lambda: picture_of(gathered(house)))


def _version(house: House) -> int:
    with records_for(house.engine, HOUSE) as records:
        return data_version(records)
