"""What homes are worth to children to come, and beside a referral's options what each costs."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from api.printing.console import table
from api.shapes.scarcity import Outlook, WeighedOption
from api.words import listed

MOST = 15


def print_scarcity(console: Console, answer: Mapping[str, object]) -> None:
    """Print the document of `homeward scarcity`."""
    told = Outlook.model_validate(answer)
    console.print(told.because, markup=False)
    if told.homes is not None:
        rows = table("What a place is worth to children to come", "Home", "Worth", "Because", numbers=("Worth",))
        for one in told.homes[:MOST]:
            rows.add_row(one.home, f"{one.worth:.0f}", one.because)
        console.print(rows)
    if told.options is not None:
        rows = table("The options, in their own order", "", "Home", "For", "Fit", "Costs in fit", "Worth to others")
        for option in told.options[:MOST]:
            rows.add_row(str(option.rank), option.home, listed(option.children), f"{option.fit:.0f}", *_weighed(option))
        console.print(rows)


def _weighed(option: WeighedOption) -> tuple[str, str]:
    if option.scarcity is None:
        return "not known", "not known"
    return f"{option.scarcity.price_in_fit:.1f}", f"{option.scarcity.worth:.0f}"
