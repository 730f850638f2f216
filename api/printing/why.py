"""Why this home, as a worker reads it before deciding: the parts, the next home, and what would turn it round."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from api.printing.console import table
from api.shapes.search import Explanation
from api.words import count, plain, pounds, sentence


def print_why(console: Console, told: Explanation) -> None:
    """Print the explanation of one home."""
    option = told.option
    title = f"{option.home}, {plain(option.home_kind)}: {option.word} fit, {option.fit:.0f} of 100"
    rows = table(title, "Part", "Points", "Because", numbers=("Points",))
    for part in option.contributions:
        rows.add_row(
            sentence(part.factor),
            f"{part.points:.1f} of {part.of:.0f}",
            f"{sentence(part.word)}. {_begun(part.because)}",
        )
    console.print(rows)
    for line in _lines(told):
        console.print(line, markup=False)


def _lines(told: Explanation) -> Iterator[str]:
    option = told.option
    whom = "this child" if len(option.children) == 1 else "these children"
    yield f"Place {told.place} of {count(told.homes, 'home')} for {whom}."
    yield from (
        f"Not suggested: {one.because} A person may still decide for it, with a reason." for one in option.vetoed
    )
    if told.above_the_next:
        yield told.above_the_next.because
    if told.below_the_one_before:
        yield f"The one before it stands above because: {told.below_the_one_before.because}"
    yield from (
        f"It would no longer come first if {one.fact}: then {one.instead or 'no home'}." for one in told.reversals
    )
    if told.regret:
        yield f"The best home suggested for {whom} would fit {told.regret:.0f} points better."
    yield from (f"Approval: {one.who}. {one.because}" for one in option.approvals)
    yield from (f"Ask {one.who or 'the duty worker'}: {one.because}" for one in option.unknown)
    yield from (f"{gap.because.rstrip('.')}." for gap in option.gaps)
    yield from (f"Clock: {clock}" for clock in told.clocks)
    price = option.cost.because if option.cost.weekly_pence is None else f"{pounds(option.cost.weekly_pence)} a week"
    yield f"Cost, beside the fit and never inside it: {price}"
    yield told.decides


def _begun(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]
