"""Where a child's coming home stands: what people said comes first, and only then what homes there are."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping

from forecasting.returning.away import Away
from forecasting.returning.local_homes import LocalHomes
from forecasting.returning.working_list import Group
from matching.candidates import Status
from placements.models.return_home import AskedOf, ReturnAnswer, Said


class Standing(enum.StrEnum):
    """How far it has come; only people move it beyond `not_yet_asked`."""

    RETURNED = "returned"
    PLANNED = "planned"
    COULD_COME_HOME_NOW = "could_come_home_now"
    ONE_THING_AWAY = "one_thing_away"
    FACTS_MISSING = "facts_missing"
    NOBODY_LOCAL_YET = "nobody_local_yet"
    SEARCH_OPEN = "search_open"
    NOT_WITHOUT_SIBLING = "not_without_sibling"
    NOT_SURE_YET = "not_sure_yet"
    NOT_YET_ASKED = "not_yet_asked"
    NOT_RIGHT_NOW = "not_right_now"
    WANTS_TO_STAY = "wants_to_stay"


ORDER = {standing: place for place, standing in enumerate(Standing)}
_BY_ANSWERS = frozenset({Standing.WANTS_TO_STAY, Standing.NOT_YET_ASKED, Standing.NOT_RIGHT_NOW, Standing.NOT_SURE_YET})
_FOR_IT = frozenset({Said.YES, Said.NOT_PRACTICABLE})


def counting_answers(child: Away) -> dict[AskedOf, ReturnAnswer]:
    """What each of the three said last; a child's no is no longer an answer once the day of asking again has come."""
    return {of: answer for of, answer in child.answers.items() if not _to_be_asked_again(answer, child.on)}


def _to_be_asked_again(answer: ReturnAnswer, today: dt.date) -> bool:
    return answer.said is Said.NO and answer.revisit_on is not None and answer.revisit_on <= today


def by_answers(child: Away) -> Standing | None:
    """What the answers alone say; None where all three were asked and none is against it."""
    answers = counting_answers(child)
    asked = answers.get(AskedOf.CHILD)
    if asked is not None and asked.said is Said.NO:
        return Standing.WANTS_TO_STAY
    if any(of not in answers for of in AskedOf):
        return Standing.NOT_YET_ASKED
    if any(answer.said is Said.NO for answer in answers.values()):
        return Standing.NOT_RIGHT_NOW
    return None if all(answer.said in _FOR_IT for answer in answers.values()) else Standing.NOT_SURE_YET


def by_answers_of(group: Group) -> Standing | None:
    """Of brothers and sisters who would come together, what holds for all: the one who is least for it decides."""
    said = [standing for child in group.children if (standing := by_answers(child)) is not None]
    return max(said, key=ORDER.__getitem__, default=None)


def standing_of_child(child: Away, of_group: Standing) -> Standing:
    """Where one child of a group stands: their own answer is never covered by what a brother or sister said."""
    own = by_answers(child)
    if own is not None:
        return own
    return Standing.NOT_WITHOUT_SIBLING if of_group in _BY_ANSWERS else of_group


def by_homes(homes: LocalHomes) -> Standing:
    """Which homes there are, for a group of whom all were asked and none is against it."""
    if homes.now:
        return Standing.COULD_COME_HOME_NOW
    unknown = [option for option in homes.options if option.status is Status.UNKNOWN]
    if homes.near_misses or any(option.suggested for option in homes.options):
        return Standing.ONE_THING_AWAY
    if any(len({one.rule.id for one in option.missing()}) == 1 for option in unknown):
        return Standing.ONE_THING_AWAY
    return Standing.FACTS_MISSING if unknown else Standing.NOBODY_LOCAL_YET


def standing_of(
    group: Group, homes: LocalHomes, searched: Mapping[str, str], planned: Mapping[str, object]
) -> Standing:
    """Where a group stands: `searched` gives the open referral of a child, `planned` who has a return planned."""
    said = by_answers_of(group)
    if said is not None:
        return said
    if any(child.ref in planned for child in group.children):
        return Standing.PLANNED
    if any(child.ref in searched for child in group.children):
        return Standing.SEARCH_OPEN
    return by_homes(homes)
