"""A home picked from a search that somebody was shown: a button names the search and the place in it, never a home."""

from __future__ import annotations

from dataclasses import dataclass

from api.house import House
from api.shapes.search import Option, SearchAnswer
from api.signin import Person
from placements.errors import NotFound
from placements.repository.records import records_for
from placements.repository.seen import seen_search


@dataclass(frozen=True)
class Picked:
    """An option of a search as it was shown."""

    answer: SearchAnswer
    option: Option


def seen(house: House, person: Person, ref: str, search: int) -> SearchAnswer:
    """A search of a referral exactly as it was shown. Raises NotFound."""
    with records_for(house.engine, person.viewer) as records:
        return SearchAnswer.model_validate(seen_search(records, ref, search))


def picked(house: House, person: Person, ref: str, search: int, rank: int) -> Picked:
    """The option at a place of a search of a referral. Raises NotFound."""
    answer = seen(house, person, ref, search)
    option = next((one for one in answer.options if one.rank == rank), None)
    if option is None:
        raise NotFound("The search showed no such home.", given=rank, do_next="Search again and choose from the list.")
    return Picked(answer, option)
