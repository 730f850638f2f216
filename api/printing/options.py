"""A search as a worker reads it: homes in order with the parts of their fit, approvals, gaps, near misses, reasons."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from api.printing.console import table
from api.shapes.search import Option, SearchAnswer, nearly_alike
from api.words import bare, count, day, listed, moment, pounds, sentence

MOST, MOST_FACTS, MOST_REASONS = 8, 5, 3


def print_search(console: Console, answer: SearchAnswer, *, most: int = MOST) -> None:
    """Print a search: what is asked, whom to ring first, what nearly fits, who is left out by which rule."""
    called = _called(answer, [child.child for child in answer.children])
    console.print(f"\n[bold]Referral {answer.referral}: a home for {called}[/bold]", highlight=False)
    console.print(f"{sentence(answer.urgency)}, needed by {moment(answer.needed_by)}", markup=False)
    if answer.missing_facts:
        console.print(_not_known(answer.missing_facts), markup=False)
    _print_options(console, answer, most)
    _print_rest(console, answer, most)


def _called(answer: SearchAnswer, children: list[str]) -> str:
    names = {child.child: child.name or child.child for child in answer.children}
    return listed([names.get(child, child) for child in children])


def _not_known(facts: list[str]) -> str:
    more = f" and {count(len(facts) - MOST_FACTS, 'more fact')}" if len(facts) > MOST_FACTS else ""
    return f"Searched without: {'; '.join(bare(fact) for fact in facts[:MOST_FACTS])}{more}"


def _print_options(console: Console, answer: SearchAnswer, most: int) -> None:
    if not answer.options:
        console.print(answer.unmet_need or "No home that we know can take them.", markup=False)
        return
    title = f"Homes in order ({min(most, len(answer.options))} of {len(answer.options)})"
    rows = table(title, "", "Home", "For", "Fit", "Parts of the fit", "To be settled first", "A week")
    for option in answer.options[:most]:
        rows.add_row(
            str(option.rank),
            option.home,
            _called(answer, option.children),
            f"{option.fit:.0f}\n{option.word}",
            ", ".join(f"{part.factor} {part.points:.0f}/{part.of:.0f}" for part in option.contributions),
            _to_be_settled(option),
            "not known" if option.cost.weekly_pence is None else pounds(option.cost.weekly_pence),
        )
        rows.add_section()
    console.print(rows)


def _to_be_settled(option: Option) -> str:
    said = [f"{sentence(one.who)}: {one.because}" for one in option.approvals]
    said += [one.because for one in option.gaps if one.essential] + [one.because for one in option.unknown]
    more = f" And {len(said) - MOST_REASONS} more." if len(said) > MOST_REASONS else ""
    return " ".join(said[:MOST_REASONS]) + more or "nothing"


def _print_rest(console: Console, answer: SearchAnswer, most: int) -> None:
    nearly = nearly_alike(answer.near_misses)
    if nearly:
        rows = table("Nearly: one thing stands in the way", "For", "Homes", "What", "Who can put it right")
        for miss, homes in nearly[:most]:
            rows.add_row(_called(answer, miss.children), listed(homes), miss.because, f"{miss.who}: {miss.cure}")
        console.print(rows)
    if answer.excluded_by_rule:
        by_rule = ", ".join(f"{rule} {times}" for rule, times in Counter(answer.excluded_by_rule).most_common())
        console.print(f"Left out, by rule: {by_rule}", markup=False)
    if answer.approach:
        asked = listed([one.name for one in answer.approach[:most]])
        console.print(f"Providers to ask ({len(answer.approach)}): {asked}", markup=False)
    looked = f"{count(answer.homes, 'home')} looked at as of {day(answer.today)}, {answer.seconds:.2f} s."
    console.print(f"{looked} {answer.decides}", markup=False)
