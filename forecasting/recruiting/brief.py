"""A plain brief for the fostering recruitment team: whom to look for, why, and what it takes; no child in it.

It may be printed and passed on, so it says no count of children: what a household would bring is said in words, and the
numbers in it are of households, places, months and enquiries, from simulated children who do not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from forecasting.funnel import Range
from forecasting.recruiting.action import Action, ActionKind
from forecasting.recruiting.service import Recruitment
from forecasting.sufficing.new_homes import ORDINARY, NewHome

_MONTH = 365.25 / 12
_SKILL = {
    True: "some experience of children, or the wish to learn; training is given before and after the first child",
    False: "time and calm for a child who needs somebody close by day and night; fee and support for high skill",
}
_WORTH = ((0.6, "most of the places of the first would be wanted all the time"), (0.3, "it would seldom stand empty"))
_LITTLE = "it would help in some months and not in others"


def brief(found: Recruitment) -> str:
    """The brief as plain text, one line a thought."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Recruitment) -> Iterator[str]:
    yield f"Fostering recruitment in {found.area}: whom to look for"
    yield f"From homes as on {found.homes_as_at:%d/%m/%Y} and a forecast to {found.months[-1]:%B %Y}."
    yield "The children it was worked out with are simulated: nobody in it exists."
    yield ""
    yield "Look for, in this order"
    households = [one for one in found.recruit_next if one.candidate.new_home]
    if not households:
        yield "  No household is wanted that the homes there are, and those on their way, could not stand in for."
    for number, (home, many, best) in enumerate(_together(households), 1):
        yield from _wanted(number, home, many, best)
    yield ""
    yield "Before that: carers we have"
    yield from _carers(found.unlock)
    yield ""
    yield "What it takes"
    yield from _takes(found)
    yield ""
    yield "How sure is this"
    yield f"  Worked out from {found.replicates} simulated futures, and in the order of what helps most on average."
    yield "  Ask the commissioner for the figures: they are counts of few children and are not for passing on."


def _together(households: Sequence[Action]) -> list[tuple[NewHome, int, float]]:
    """Households of one sort in one line: how many, and what the first of them brings."""
    numbers: Counter[NewHome] = Counter()
    worth: dict[NewHome, float] = {}
    for one in households:
        home = one.candidate.new_home
        if home is not None:
            numbers[home] += 1
            worth.setdefault(home, one.at_the_end)
    return [(home, number, worth[home]) for home, number in numbers.items()]


def _wanted(number: int, home: NewHome, many: int, worth: float) -> Iterator[str]:
    households = "1 household" if many == 1 else f"{many} households"
    places = f"{home.places} place{'' if home.places == 1 else 's'}{'' if many == 1 else ' each'}"
    yield f"  {number}. {households}, {places}, for children aged {home.age_from} to {home.age_to}"
    yield f"     Who: {_SKILL[home.skill == ORDINARY]}."
    if home.places > 1:
        yield "     Brothers and sisters: yes, this household could keep them together."
    yield f"     Why: {next((said for least, said in _WORTH if worth >= least * home.places), _LITTLE)}."


def _carers(unlock: Iterable[Action]) -> Iterator[str]:
    """What to do with carers we have; how many is not said, for a household can be known by its number."""
    kinds = dict.fromkeys(one.candidate.kind for one in unlock)
    for kind in kinds:
        yield f"  {_SAID[kind]}; the commissioner has the list."
    if not kinds:
        yield "  Nothing found that would keep more children local."


_SAID = {
    ActionKind.RETENTION: "Keep them fostering",
    ActionKind.REACTIVATION: "Bring places back into use",
    ActionKind.TERMS: "Ask the panel for wider terms (ages or numbers)",
    ActionKind.ADAPTATION: "A room, a bed or works in the house",
    ActionKind.SUPPORT: "Training or support for higher needs",
    ActionKind.ASK: "Ask what is not recorded",
    ActionKind.HOUSEHOLD: "New households",
}


def _takes(found: Recruitment) -> Iterator[str]:
    lead, first = found.lead, found.lead.days_to_first_child.p50
    yield f"  Enquiries for one approved household: {_range(lead.enquiries_per_approval)}."
    approval = _range(lead.days_to_approval, _MONTH)
    yield f"  Months to approval: {approval}; to a first child {max(1, round(first / _MONTH))} more."
    yield f"  Households in a hundred that leave in a year: {_range(lead.leave_a_year, 0.01)}."


def _range(figure: Range, unit: float = 1.0) -> str:
    middle, low, high = (round(value / unit) for value in (figure.p50, figure.p10, figure.p90))
    return f"about {middle} (8 in 10 chance: {low} to {high})"
