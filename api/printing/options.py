"""A search as the duty worker reads it: whom to ring first, what each home lacks, whom else to try, who is out."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Iterator, Sequence

from rich.console import Console

from api.printing.alike import DRAFTS, is_draft, said_together, undrafted
from api.printing.elsewhere import first_word, left_out, nearly_so, providers, to_try
from api.shapes.search import Approval, Journey, Option, SearchAnswer
from api.words import bare, count, listed, moment, plain, pounds, sentence

MOST, MOST_FACTS, MOST_REASONS = 8, 5, 3
NOT_KNOWN = "unknown"
Said = Collection[str]


def print_search(console: Console, answer: SearchAnswer, *, most: int = MOST) -> None:
    """Print a search: what is asked, whom to ring first, what nearly fits, who is left out by which rule."""
    everybody = called(answer, [child.child for child in answer.children])
    console.print(f"\n[bold]Referral {answer.referral}: a home for {everybody}[/bold]", highlight=False)
    console.print(f"{sentence(answer.urgency)}, needed by {moment(answer.needed_by)}", markup=False)
    for notice in answer.notices:
        console.print(_folded(f"[!] {called(answer, [notice.child])}: {notice.because}", console.width), markup=False)
    if answer.missing_facts:
        console.print(_folded(f"[!] {_not_known(answer.missing_facts)}", console.width), markup=False)
    covering, others = _bundles(answer)
    shown = covering[0][0].children if covering else [child.child for child in answer.children]
    naming: Callable[[Sequence[str]], str] = lambda children: called(answer, children)  # noqa: E731 - handed on
    lines = (
        *_homes(answer, covering, others, most),
        *to_try(answer, naming(shown)),
        *nearly_so(answer, shown, naming),
        *providers(answer, most),
        *left_out(answer),
    )
    for line in lines:
        console.print(_folded(line, console.width), markup=False)


def _folded(line: str, width: int) -> str:
    """A line that goes on under its own beginning."""
    text = line.lstrip("\n")
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    return line[: len(line) - len(text)] + textwrap.fill(text, width, subsequent_indent=indent)


def called(answer: SearchAnswer, children: Sequence[str]) -> str:
    """The children by name and age; the age on the day they come too, where a birthday lies between."""
    told = {child.child: child for child in answer.children}
    return listed([_with_age(told[child].name or child, told[child].age, told[child].age_then) for child in children])


def _with_age(name: str, age: int | None, then: int | None) -> str:
    later = "" if then in (None, age) else f", {then} by then"
    return name if age is None else f"{name} ({age}{later})"


def _not_known(facts: list[str]) -> str:
    more = f" and {count(len(facts) - MOST_FACTS, 'more fact')}" if len(facts) > MOST_FACTS else ""
    return f"Searched without: {'; '.join(bare(fact) for fact in facts[:MOST_FACTS])}{more}"


Bundle = list[Option]


def _bundles(answer: SearchAnswer) -> tuple[list[Bundle], list[Bundle]]:
    """The options by who would live together: first parts of the group that together take everybody, then the rest.

    The largest part for which a home is lawful comes first, then the largest of those who are left. Children who may
    not live together are thus each shown in full.
    """
    found: dict[tuple[str, ...], Bundle] = {}
    for option in answer.options:
        found.setdefault(tuple(option.children), []).append(option)
    lawful_first = sorted(found, key=lambda children: (-len(children), not _lawful(found[children])))
    best = [children for children in lawful_first if _lawful(found[children])] or lawful_first
    chosen: list[tuple[str, ...]] = []
    for children in (*best, *lawful_first):
        if not any(set(children) & set(one) for one in chosen):
            chosen.append(children)
    return [found[one] for one in chosen], [options for one, options in found.items() if one not in chosen]


def _lawful(options: Bundle) -> list[Option]:
    return [option for option in options if option.status != NOT_KNOWN and not option.vetoed]


def _homes(answer: SearchAnswer, covering: list[Bundle], others: list[Bundle], most: int) -> Iterator[str]:
    if not covering:
        yield f"\nNo home that we know can take {called(answer, [child.child for child in answer.children])}."
    yield from first_word(answer)
    if len(covering) > 1:
        yield "\nNo home takes them all together: what follows is for each part of the group."
    for options in covering:
        yield from _in_full(options, answer, most)
    if others:
        yield "\nOr:"
        yield from (_in_short(options, answer) for options in others)


def _in_short(options: Bundle, answer: SearchAnswer) -> str:
    lawful = _lawful(options)
    best = ", ".join(f"{one.home} ({one.fit:.0f})" for one in lawful[:MOST_REASONS]) or "no home is known to be lawful"
    asked = sum(1 for one in options if one.status == NOT_KNOWN and not one.vetoed)
    more = f"; {count(asked, 'home')} to ask" if asked else ""
    return f"     {called(answer, options[0].children)}: {count(len(lawful), 'home')}, {best}{more}"


def _in_full(options: Bundle, answer: SearchAnswer, most: int) -> Iterator[str]:
    lawful, vetoed = _lawful(options), [option for option in options if option.vetoed]
    asked = [option for option in options if option.status == NOT_KNOWN and not option.vetoed]
    who, said = called(answer, options[0].children), _everywhere(options, answer)
    if lawful:
        yield f"\nRing first, for {who}: {count(len(lawful), 'home')}"
        yield from _listed(lawful, 1, most, answer, said)
    if asked:
        first = "" if lawful else " (none is known to be lawful)"
        yield f"\nAsk before anything can be said, for {who}: {count(len(asked), 'home')}{first}"
        yield from _listed(asked, len(lawful) + 1, MOST_REASONS if lawful else most, answer, said)
    if vetoed:
        yield f"\nNot suggested, for a child said no ({who}). A named person may still decide for it, with a reason:"
        yield from _listed(vetoed, len(lawful) + len(asked) + 1, MOST_REASONS, answer, said)
    yield from _whatever(options, answer, said)


def _everywhere(options: Bundle, answer: SearchAnswer) -> set[str]:
    """What is about the children and not about a home: every option of a child says it, and one of several homes."""
    sentences = {one.because for one in (*options[0].warnings, *options[0].approvals)}
    return {because for because in sentences if _always(because, options[0], answer)}


def _always(because: str, option: Option, answer: SearchAnswer) -> bool:
    named = [child.child for child in answer.children if (child.name or child.child) in because]
    about = set(named or option.children)
    alike = [one for one in answer.options if about <= set(one.children)]
    several = len({one.home for one in alike}) > 1
    return several and all(because in {said.because for said in (*one.warnings, *one.approvals)} for one in alike)


def _whatever(options: Bundle, answer: SearchAnswer, said: Said) -> Iterator[str]:
    """What holds whatever the home: approvals first; drafts last, and once for all of them that they are drafts."""
    option, of_plan = options[0], _of_plan(options, said)
    if not said and not of_plan:
        return
    names = [child.name or child.child for child in answer.children]
    approvals = [f"Approval: {one.who}. {one.because}" for one in option.approvals if one.because in said]
    approvals += [f"Approval of the plan: {one.who}. {one.because}" for one in of_plan]
    warned = [one.because for one in option.warnings if one.because in said]
    lines = said_together([*approvals, *(one for one in warned if not is_draft(one))], names)
    drafts = said_together([undrafted(one) for one in warned if is_draft(one)], names)
    yield "\nWhatever the home:"
    yield from (f"     {line}" for line in lines)
    if drafts:
        yield f"     ({DRAFTS})"
        yield from (f"     Draft rule: {line}" for line in drafts[:MOST_FACTS])
    if len(drafts) > MOST_FACTS:
        yield f"     and {len(drafts) - MOST_FACTS} more"


def _of_plan(options: Bundle, said: Said) -> list[Approval]:
    """The approvals that the plan brings to some of these homes, each once: they are said below."""
    found = {one.because: one for option in options for one in option.approvals if one.of_plan}
    return [one for because, one in found.items() if because not in said]


def _listed(options: Sequence[Option], start: int, most: int, answer: SearchAnswer, said: Said) -> Iterator[str]:
    for place, option in enumerate(options[:most], start):
        equal = "=" if option.level_with_above and place > start else " "
        fit = f"{sentence(option.word)} fit, {option.fit:.0f}."
        who = f"{option.home}, {option.home_name}" if option.home_name else option.home
        yield f"{equal}{place:>2}  {who}, {plain(option.home_kind)}. {fit} {_journeys(option, answer)}".rstrip()
        for line in _about(option, said):
            yield f"      {line}"
    if len(options) > most:
        yield f"     and {len(options) - most} more"


def _journeys(option: Option, answer: SearchAnswer) -> str:
    several = len(option.travel.children) > 1
    told = [(one.child, _journey(one, answer)) for one in option.travel.children]
    return "; ".join((f"{called(answer, [child])}: " if several else "") + way for child, way in told if way)


def _journey(journey: Journey, answer: SearchAnswer) -> str:
    """How far it is from a child's school and home; what no home knows was said above and is not said of each."""
    of_child = [one for option in answer.options for one in option.travel.children if one.child == journey.child]
    parts = []
    if journey.school_minutes is not None:
        parts.append(f"{journey.school_minutes} min to school")
    elif any(one.school_minutes is not None for one in of_child):
        parts.append("how far from school is not known")
    if journey.home_miles is not None:
        parts.append(f"{journey.home_miles:.1f} miles from home")
    elif any(one.home_miles is not None for one in of_child):
        parts.append("how far from home is not known")
    return ", ".join(parts)


def _about(option: Option, said: Said) -> Iterator[str]:
    """What stands in the way, what it lacks, whose approval; the price last, and small."""
    yield from (one.because for one in option.vetoed)
    for one in option.unknown[:MOST_REASONS]:
        yield f"Ask {one.who or 'the duty worker'}: {one.because}"
    if len(option.unknown) > MOST_REASONS:
        yield f"and {count(len(option.unknown) - MOST_REASONS, 'more question')}"
    essential = [gap for gap in option.gaps if gap.essential]
    needs = [gap for gap in option.gaps if gap.level is not None and not gap.essential]
    yield from (f"Essential. {gap.because}" for gap in essential)
    yield from (gap.because for gap in needs[:MOST_REASONS])
    own = [one.because for one in option.warnings if one.because not in said]
    yield from (f"Take care{' (draft rule)' if is_draft(one) else ''}: {undrafted(one)}" for one in own[:MOST_REASONS])
    own_approvals = [one for one in option.approvals if one.because not in said and not one.of_plan]
    yield from (f"Approval: {one.who}. {one.because}" for one in own_approvals)
    if any(one.of_plan for one in option.approvals):
        yield "Approval: that of the plan, below."
    elif not own_approvals and not option.unknown:
        yield "Approval: only that below." if option.approvals else "Approval: none needed."
    price = "price not known" if option.cost.weekly_pence is None else f"{pounds(option.cost.weekly_pence)} a week"
    yield f"({price})"
    if option.scarcity is not None and option.scarcity.worth >= 1:
        price = f"{option.scarcity.price_in_fit:.1f} points of fit below these children's best"
        yield f"({option.scarcity.because} This home: {price}.)"
