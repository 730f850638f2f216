"""Brothers and sisters whom a home would part, and how much that weighs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matching.child_facts import ChildFacts
from matching.household import HomeDuring
from matching.plan_problem import SIBLING_WEIGHT
from matching.situation import Context, Request
from placements.models.child import Together


def split_siblings(
    children: Sequence[ChildFacts], there: HomeDuring, request: Request, context: Context
) -> Iterator[tuple[str, str, str]]:
    """Each child and a sibling in care, or in this referral, who would not live there too: two references and a name.

    A pair assessed to live apart is not parted.
    """
    together = {child.ref for child in children} | {one.child.ref for one in there.placed if one.child is not None}
    for child in children:
        for ref, name in _siblings_in_care(child, request, context).items():
            fact = context.relations.of(child.ref, ref)
            if ref not in together and (fact is None or fact.assessed is not Together.APART):
                yield child.ref, ref, name


def _siblings_in_care(child: ChildFacts, request: Request, context: Context) -> dict[str, str]:
    siblings = sorted(context.relations.siblings_of(child.ref))
    held = {ref: context.looked_after[ref] for ref in siblings if ref in context.looked_after}
    return held | {other.ref: other.called for other in request.children if other is not child}


def weight_of_splitting(children: Sequence[ChildFacts], there: HomeDuring, request: Request, context: Context) -> int:
    """The pairs that would be parted, by their assessment: must 5, prefer 3, not assessed 2, neutral 1."""
    total = 0
    for one, other, _ in split_siblings(children, there, request, context):
        fact = context.relations.of(one, other)
        total += SIBLING_WEIGHT[(Together.NOT_ASSESSED if fact is None else fact.assessed).value]
    return total
