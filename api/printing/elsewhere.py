"""The rest of a search: the cheapest change, whom to try in turn, what nearly fits, providers to ask, who is out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from api.shapes.search import Approach, NearMiss, SearchAnswer, UnmetNeed, nearly_alike
from api.words import count, day, listed, plain, pounds, sentence
from matching.rules.in_short import in_short

MOST_NEARLY, MOST_ALIKE, MOST_RULES = 5, 6, 8
Naming = Callable[[Sequence[str]], str]


def first_word(answer: SearchAnswer) -> Iterator[str]:
    """Where no home in the area is lawful: the cheapest change that would make one, and what stops most of them."""
    if not answer.unmet_need:
        return
    for need in answer.unmet:
        yield f"\n{_cheapest(need)}"
    if not answer.options:
        yield from _what_stops_most(answer)
    yield f"     {answer.unmet_need}"


def _cheapest(need: UnmetNeed) -> str:
    change = need.change
    if change.kind == "ask":
        return f"The cheapest way to a home: an answer about {change.home}, as asked below."
    who = f" Who can: {change.who}." if change.who else ""
    return f"The cheapest way to a home: {change.because}{who}"


def _what_stops_most(answer: SearchAnswer) -> Iterator[str]:
    """The one sentence that leaves out more than half of the homes, if there is one that is about the children."""
    said = Counter((rule.id, rule.because) for one in answer.excluded for rule in one.rules)
    for (_, because), times in said.most_common(1):
        if 2 * times > len(answer.excluded):
            yield f"     What stands in the way of most homes ({times} of {len(answer.excluded)}): {because}"


def to_try(answer: SearchAnswer, whom: str) -> Iterator[str]:
    """Whom to try in turn for the children shown first, so that not all fail for one reason."""
    tried = answer.alternatives
    if len(tried.in_turn) > 1:
        names = [one.name + (f" ({'; '.join(one.shares)})" if one.shares else "") for one in tried.in_turn]
        yield f"\nTry in turn for {whom}, so that not all fail for one reason: {', then '.join(names)}."
        yield f"     Chance that one says yes: about {tried.chance_of_a_home:.0%} ({tried.chance_is})."


def nearly_so(answer: SearchAnswer, shown: Sequence[str], naming: Naming) -> Iterator[str]:
    """What fails on one thing that could be put right in time: for the children shown first, then how many besides."""
    mine = nearly_alike(one for one in answer.near_misses if one.children == list(shown))
    rest = len(answer.near_misses) - sum(len(homes) for _, homes in mine)
    if not mine:
        return
    yield f"\nNearly, for {naming(shown)}: one thing stands in the way, and somebody can put it right in time"
    for miss, homes in mine[:MOST_NEARLY]:
        more = f" and {len(homes) - MOST_ALIKE} more" if len(homes) > MOST_ALIKE else ""
        yield f"     {listed(homes[:MOST_ALIKE]) if not more else ', '.join(homes[:MOST_ALIKE])}{more}: {miss.because}"
        yield f"       {sentence(miss.who)}: {miss.cure}."
    if len(mine) > MOST_NEARLY:
        yield f"     and {len(mine) - MOST_NEARLY} more"
    if rest > 0:
        yield f"     and {count(rest, 'home')} for other parts of the group"
    yield from _outside_terms([miss for miss, _ in mine])


def _outside_terms(misses: Sequence[NearMiss]) -> Iterator[str]:
    yield from (f"     {said}" for said in dict.fromkeys(miss.emergency for miss in misses if miss.emergency))


def providers(answer: SearchAnswer, most: int) -> Iterator[str]:
    """Providers to ask in order; what holds of all of them is said once."""
    asked = answer.approach[:most]
    if not asked:
        return
    shared = [said for said in asked[0].because if all(said in one.because for one in asked)] if asked[1:] else []
    all_so = f" Each: {listed(shared)}." if shared else ""
    yield f"\nProviders to ask, in order. What they have free is not known until they answer.{all_so}"
    kinds = [None, *(one.kind for one in asked)]
    for place, (one, before) in enumerate(zip(asked, kinds, strict=False), 1):
        own = listed([said for said in one.because if said not in shared])
        kind = "" if one.kind == before else f", {plain(one.kind)}"
        yield f"{place:>3}  {one.name}{kind}{f': {own}' if own else ''} ({_price(one)})"
    if len(answer.approach) > most:
        yield f"     and {len(answer.approach) - most} more"


def _price(one: Approach) -> str:
    return "price not known" if one.cost.weekly_pence is None else f"{pounds(one.cost.weekly_pence)} a week"


def left_out(answer: SearchAnswer) -> Iterator[str]:
    """Why the others are out, in a few words each, and how the answer came about."""
    out = {(one.home, rule.id) for one in answer.excluded for rule in one.rules}
    by_rule = Counter(rule for _, rule in sorted(out)).most_common()
    if by_rule:
        said = ", ".join(f"{in_short(rule)} {times}" for rule, times in by_rule[:MOST_RULES])
        more = f" and {count(len(by_rule) - MOST_RULES, 'other reason')}" if by_rule[MOST_RULES:] else ""
        homes = len({one.home for one in answer.excluded})
        yield f"\nLeft out ({count(homes, 'home')}, some for several reasons): {said}{more}"
    if answer.scarcity_because:
        yield f"\nChildren to come: {answer.scarcity_because}"
    looked = f"{count(answer.homes, 'home')} looked at as of {day(answer.today)}, {answer.seconds:.2f} s."
    yield f"{looked} {answer.decides} Kept as search {answer.search}."
