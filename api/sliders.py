"""The levers that a page lets somebody move, each in words and units of its own, and the scenario they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from forecasting.lever import Changes, Lever
from forecasting.lever_rows import levers_of_row
from forecasting.scenario import Scenario

BEDS_OF_THE_ROW = 4
"""The list of levers prices a block of four."""
BY_HAND = "moved by hand"


@dataclass(frozen=True)
class Said:
    """What every lever of a scenario says of itself: from which day it holds, and whose it is."""

    starts: dt.date
    owner: str


@dataclass(frozen=True)
class Slider:
    """One lever on the page, at rest at 0: its words, its unit, its ends, and the levers that a figure makes."""

    name: str
    words: str
    hint: str
    unit: str
    low: int
    high: int
    make: Callable[[float, Said], tuple[Lever, ...]]

    def levers(self, figure: float, said: Said) -> tuple[Lever, ...]:
        """The levers for a figure; none at rest."""
        return self.make(figure, said) if figure else ()


def _row(name: str) -> Callable[[float, Said], tuple[Lever, ...]]:
    """A row of the list of levers, changed by so many per cent."""

    def make(figure: float, said: Said) -> tuple[Lever, ...]:
        values = {"starts": said.starts, "owner": said.owner, "source": BY_HAND, "change": figure / 100}
        return levers_of_row(name, values)

    return make


def _prices(figure: float, said: Said) -> tuple[Lever, ...]:
    return levers_of_row(
        "price_inflation",
        {"starts": said.starts, "owner": said.owner, "source": BY_HAND, "a_year": figure / 100},
    )


def _block(beds: float, said: Said) -> tuple[Lever, ...]:
    """Beds paid for whatever happens, and homes found nearer for their sake."""
    about = levers_of_row("block_beds", {"starts": said.starts, "owner": said.owner, "source": BY_HAND})
    share = beds / BEDS_OF_THE_ROW
    return tuple(
        replace(one, beds=int(beds), pence_a_week=round(one.pence_a_week * share))
        if one.changes is Changes.BLOCK
        else replace(one, change=one.change * share, low=None, high=None)
        for one in about
    )


SLIDERS = (
    Slider(
        "entries",
        "Families whose children start to be in our care",
        "Early help and edge of care: fewer is below 0",
        "% more",
        -50,
        50,
        _row("early_help"),
    ),
    Slider("unaccompanied", "Unaccompanied children who come", "", "% more", -50, 100, _row("unaccompanied")),
    Slider(
        "recruitment",
        "Children fostered by our own carers, not an agency's",
        "Recruitment and retention, growing in over a year",
        "% more",
        -50,
        100,
        _row("local_fostering"),
    ),
    Slider(
        "step-down",
        "Moves from children's homes to foster homes",
        "It lasts for 20 of 31, as in a published evaluation",
        "% more",
        -50,
        300,
        _row("step_down"),
    ),
    Slider("bring-home", "Moves back from further away", "", "% more", -50, 300, _row("bring_home")),
    Slider(
        "block",
        "Beds in a block that we pay for, used or not",
        "£5,995 a bed a week and £3,970 for each child in it",
        "beds",
        0,
        12,
        _block,
    ),
    Slider("prices", "Every price rises, a year", "", "% a year", 0, 20, _prices),
)
BY_NAME = {slider.name: slider for slider in SLIDERS}


def scenario_of(figures: Mapping[str, float], said: Said, title: str = "Yours") -> Scenario:
    """The scenario that these figures make, by a slider's name; what is not named is at rest."""
    made = (lever for slider in SLIDERS for lever in slider.levers(figures.get(slider.name, 0), said))
    return Scenario(title, tuple(made))
