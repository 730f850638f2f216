"""A search as the duty worker reads it: whom to ring first, what each home lacks, whom else to try, who is out."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterator, Sequence

from rich.console import Console

from api.shapes.search import Journey, Option, SearchAnswer, UnmetNeed, nearly_alike
from api.words import bare, count, day, listed, moment, plain, pounds, sentence

MOST, MOST_FACTS, MOST_REASONS, MOST_NEARLY = 8, 5, 3, 5
NOT_KNOWN = "unknown"


def print_search(console: Console, answer: SearchAnswer, *, most: int = MOST) -> None:
    """Print a search: what is asked, whom to ring first, what nearly fits, who is left out by which rule."""
    called = _called(answer, [child.child for child in answer.children])
    console.print(f"\n[bold]Referral {answer.referral}: a home for {called}[/bold]", highlight=False)
    console.print(f"{sentence(answer.urgency)}, needed by {moment(answer.needed_by)}", markup=False)
    if answer.missing_facts:
        console.print(f"[!] {_not_known(answer.missing_facts)}", markup=False)
    for line in (*_homes(answer, most), *_others(answer, most), *_rest(answer)):
        console.print(_folded(line, console.width), markup=False)


def _folded(line: str, width: int) -> str:
    """A line that goes on under its own beginning."""
    text = line.lstrip("\n")
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    return line[: len(line) - len(text)] + textwrap.fill(text, width, subsequent_indent=indent)


def _everywhere(options: Sequence[Option]) -> list[str]:
    """Warnings that every one of these homes bears alike: they are about the children, and are said once."""
    others = [{one.because for one in option.warnings} for option in options[1:]]
    first = [one.because for one in options[0].warnings] if others else []
    return [because for because in dict.fromkeys(first) if all(because in said for said in others)]


def _called(answer: SearchAnswer, children: Sequence[str]) -> str:
    told = {child.child: child for child in answer.children}
    return listed([_with_age(told[child].name or child, told[child].age) for child in children])


def _with_age(name: str, age: int | None) -> str:
    return name if age is None else f"{name} ({age})"


def _not_known(facts: list[str]) -> str:
    more = f" and {count(len(facts) - MOST_FACTS, 'more fact')}" if len(facts) > MOST_FACTS else ""
    return f"Searched without: {'; '.join(bare(fact) for fact in facts[:MOST_FACTS])}{more}"


def _homes(answer: SearchAnswer, most: int) -> Iterator[str]:
    """Whom to ring for the largest part of the group that a known home may take, in full; the other parts in short."""
    bundles: dict[tuple[str, ...], list[Option]] = {}
    for option in answer.options:
        bundles.setdefault(tuple(option.children), []).append(option)
    if not bundles:
        yield f"\nNo home that we know can take {_called(answer, [child.child for child in answer.children])}."
        return
    lawful = (bundle for bundle, options in bundles.items() if any(one.status != NOT_KNOWN for one in options))
    full = next(lawful, next(iter(bundles)))
    yield from _in_full(bundles[full], answer, most)
    if len(bundles) > 1:
        yield "\nOr:"
        yield from (_in_short(options, answer) for bundle, options in bundles.items() if bundle != full)


def _in_short(options: Sequence[Option], answer: SearchAnswer) -> str:
    lawful = [option for option in options if option.status != NOT_KNOWN]
    best = ", ".join(f"{one.home} ({one.fit:.0f})" for one in lawful[:MOST_REASONS]) or "no home is known to be lawful"
    asked = len(options) - len(lawful)
    more = f"; {count(asked, 'home')} to ask" if asked else ""
    return f"     {_called(answer, options[0].children)}: {count(len(lawful), 'home')}, {best}{more}"


def _in_full(options: Sequence[Option], answer: SearchAnswer, most: int) -> Iterator[str]:
    lawful = [option for option in options if option.status != NOT_KNOWN]
    asked = [option for option in options if option.status == NOT_KNOWN]
    who, said = _called(answer, options[0].children), _everywhere(options)
    if lawful:
        yield f"\nRing first, for {who}: {count(len(lawful), 'home')}"
        yield from _listed(lawful, 1, most, answer, said)
    if asked:
        first = "" if lawful else " (none is known to be lawful)"
        yield f"\nAsk before anything can be said, for {who}: {count(len(asked), 'home')}{first}"
        yield from _listed(asked, len(lawful) + 1, MOST_REASONS if lawful else most, answer, said)
    if said:
        yield "\nWhatever the home:"
        yield from (f"     {because}" for because in said[:MOST_FACTS])
        if len(said) > MOST_FACTS:
            yield f"     and {len(said) - MOST_FACTS} more"


def _listed(
    options: Sequence[Option], start: int, most: int, answer: SearchAnswer, said: Container[str]
) -> Iterator[str]:
    for place, option in enumerate(options[:most], start):
        equal = "=" if option.level_with_above and place > start else " "
        fit = f"{sentence(option.word)} fit, {option.fit:.0f}"
        who = f"{option.home}, {option.home_name}" if option.home_name else option.home
        yield f"{equal}{place:>2}  {who}, {plain(option.home_kind)}. {fit}. {_journeys(option, answer)}"
        for line in _about(option, said):
            yield f"      {line}"
    if len(options) > most:
        yield f"     and {len(options) - most} more"


def _journeys(option: Option, answer: SearchAnswer) -> str:
    several = len(option.travel.children) > 1
    return "; ".join(
        (f"{_called(answer, [one.child])}: " if several else "") + _journey(one) for one in option.travel.children
    )


def _journey(journey: Journey) -> str:
    school = "school not known" if journey.school_minutes is None else f"{journey.school_minutes} min to school"
    home = "distance from home not known" if journey.home_miles is None else f"{journey.home_miles:.1f} miles from home"
    return f"{school}, {home}"


def _about(option: Option, said: Container[str]) -> Iterator[str]:
    """What stands in the way, what it lacks, whose approval; the price last, and small."""
    for one in option.unknown[:MOST_REASONS]:
        yield f"Ask {one.who or 'the duty worker'}: {one.because}"
    if len(option.unknown) > MOST_REASONS:
        yield f"and {count(len(option.unknown) - MOST_REASONS, 'more question')}"
    essential = [gap for gap in option.gaps if gap.essential]
    needs = [gap for gap in option.gaps if gap.level is not None]
    yield from (f"Essential. {gap.because}" for gap in essential)
    yield from (gap.because for gap in needs[:MOST_REASONS] if not gap.essential)
    own = [one.because for one in option.warnings if one.because not in said]
    yield from (f"Take care: {because}" for because in own[:MOST_REASONS])
    yield from (f"Approval: {one.who}. {one.because}" for one in option.approvals)
    if not option.approvals and not option.unknown:
        yield "Approval: none needed."
    price = "price not known" if option.cost.weekly_pence is None else f"{pounds(option.cost.weekly_pence)} a week"
    yield f"({price})"


def _others(answer: SearchAnswer, most: int) -> Iterator[str]:
    """Whom else to try, so that not all fail for one reason; what nearly fits; providers to ask."""
    tried = answer.alternatives
    if len(tried.in_turn) > 1:
        yield "\nTry in turn, so that not all fail for one reason:"
        for place, one in enumerate(tried.in_turn, 1):
            shares = f" ({'; '.join(one.shares)})" if one.shares else ""
            yield f" {place:>2}  {one.name}{shares}"
        yield f"     Chance that one says yes: about {tried.chance_of_a_home:.0%} ({tried.chance_is})."
    nearly = nearly_alike(answer.near_misses)
    if nearly:
        yield "\nNearly: one thing stands in the way, and somebody can put it right"
        for miss, homes in nearly[:MOST_NEARLY]:
            yield f"     {listed(homes)} for {_called(answer, miss.children)}: {miss.because}"
            yield f"       {sentence(miss.who)}: {miss.cure}."
        if len(nearly) > MOST_NEARLY:
            yield f"     and {len(nearly) - MOST_NEARLY} more"
        yield from (f"     {said}" for said in dict.fromkeys(miss.emergency for miss, _ in nearly if miss.emergency))
    if answer.approach:
        yield f"\nProviders to ask ({len(answer.approach)}); what they have free is not known until they answer"
        for asked in answer.approach[:most]:
            price = (
                "price not known" if asked.cost.weekly_pence is None else f"{pounds(asked.cost.weekly_pence)} a week"
            )
            yield f"     {asked.name}, {plain(asked.kind)}: {listed(asked.because)} ({price})"


def _cheapest(need: UnmetNeed) -> str:
    """The cheapest change that would make a home, beside what was said of the home above."""
    change = need.change
    if change.kind == "ask":
        return f"The cheapest way to a home: an answer about {change.home}, as asked above."
    return f"The cheapest way to a home: {change.because} {sentence(change.who)}."


def _rest(answer: SearchAnswer) -> Iterator[str]:
    if answer.unmet_need:
        yield f"\n{answer.unmet_need}"
        yield from (f"     {_cheapest(one)}" for one in answer.unmet)
    if answer.excluded_by_rule:
        by_rule = ", ".join(f"{rule.replace('-', ' ')} {times}" for rule, times in answer.excluded_by_rule.items())
        yield f"\nLeft out: {len(answer.excluded)}, by rule: {by_rule}"
    looked = f"{count(answer.homes, 'home')} looked at as of {day(answer.today)}, {answer.seconds:.2f} s."
    yield f"{looked} {answer.decides} Kept as search {answer.search}."
