"""One explanation of one option, that JSON, the terminal and every page read."""

from __future__ import annotations

from dataclasses import dataclass

from matching.answer import SearchAnswer
from matching.comparing import Comparison, compared
from matching.option import Json, Option
from matching.rules.rule import Effect
from matching.searching import Method
from matching.snapshot import World
from matching.whatif import Reversal, reversals
from placements.errors import NotFound


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why this home for these children: its parts, why it stands where it does, and what would turn that round.

    `below` compares it with the next home for the same children, `above` the home before it with it; `reversals` are
    given for the first home only. `regret` is how much fit these children lose against their own best lawful home,
    None where none is lawful.
    """

    option: Option
    place: int
    homes: int
    below: Comparison | None
    above: Comparison | None
    reversals: tuple[Reversal, ...]
    regret: float | None

    def as_json(self) -> Json:
        """The explanation for a program; the option stands in it whole, with parts, gaps, approvals and clocks."""
        return {
            "option": self.option.as_json(),
            "place": self.place,
            "homes": self.homes,
            "above_the_next": None if self.below is None else self.below.as_json(),
            "below_the_one_before": None if self.above is None else self.above.as_json(),
            "reversals": [one.as_json() for one in self.reversals],
            "regret": self.regret,
            "clocks": [one.because for one in self.option.found(Effect.TASK)],
            "decides": "A person must decide, with a reason: nothing here places, offers or notifies.",
        }


def explained(
    answer: SearchAnswer, world: World, method: Method, home: str, children: tuple[str, ...] | None = None
) -> Explanation:
    """Explain one home of an answer for a bundle (the largest for which it is an option, unless one is named).

    Raises NotFound: the home is no option for these children.
    """
    option = next((one for one in answer.options if one.home == home and children in (None, one.children)), None)
    if option is None:
        raise NotFound(
            "This home is no option of this search.",
            given=home,
            do_next="Choose one of the homes in order, or read why it was left out.",
        )
    mine = [one for one in answer.options if one.children == option.children]
    place = mine.index(option)
    first = place == 0 and not option.vetoed
    turned = reversals(world, answer.request, option.children, mine, method) if first else ()
    return Explanation(
        option=option,
        place=place + 1,
        homes=len(mine),
        below=compared(option, mine[place + 1]) if place + 1 < len(mine) else None,
        above=compared(mine[place - 1], option) if place else None,
        reversals=turned,
        regret=answer.regret(option),
    )
