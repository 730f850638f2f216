"""From the record to what a provider is told: ages for births, authorities for places, numbers for names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import combinations

from matching import words
from matching.approaching import phrases
from matching.approaching.anonymous import AnonymousReferral, Fact, Part
from matching.approaching.one_child import Where, of_child
from placements.errors import Refused
from placements.models.child import Child, SiblingRelation
from placements.models.referral import Referral, Suitability
from placements.repository.children import children_with_facts, sibling_relations
from placements.repository.places import positions_of
from placements.repository.records import Records
from placements.repository.reference import authority_names, responsible_authority, school_postcodes
from placements.repository.referrals import referral as referral_named
from placements.working_days import day_in_england


def anonymous(
    records: Records, ref: str, today: dt.date, *, children: Sequence[str] = (), pen_picture: str | None = None
) -> AnonymousReferral:
    """What a provider may be told of a referral, or of some of its children (their references) together.

    `pen_picture` replaces the words of the referral. Whatever the record does not hold is said as not known.
    Raises NotFound, NotPermitted, and Refused for a child the referral does not name.
    """
    referral = referral_named(records, ref)
    order = [row.child_id for row in sorted(referral.children, key=lambda row: row.id)]
    by_id = {child.id: child for child in children_with_facts(records, order)}
    every = [by_id[child_id] for child_id in order]
    told = [child for child in every if not children or child.ref in children]
    if set(children) - {child.ref for child in every}:
        raise Refused(
            "The referral does not name every child asked for.",
            given=", ".join(sorted(set(children))),
            do_next=f"It names: {', '.join(child.ref for child in every)}.",
        )
    council = responsible_authority(records).name
    where = _authorities(records, told)
    between = _between(sibling_relations(records), [child.id for child in every])
    parts = [Part("The referral", tuple(_of_referral(referral, told, every, between, pen_picture)))]
    parts += [Part(f"Child {number}", tuple(of_child(child, where, today))) for number, child in enumerate(told, 1)]
    who = words.count(len(told), "child", "children")
    return AnonymousReferral(council, f"A home for {who}", tuple(parts), phrases.LATER)


def _authorities(records: Records, children: Sequence[Child]) -> Where:
    """A place by its postcode, as broadly as the authority it lies in."""
    schools = school_postcodes(records)
    asked = [child.home_postcode for child in children]
    asked += [schools.get(child.school_urn or "") for child in children]
    held, names = positions_of(records, asked), authority_names(records)

    def where(text: str | None) -> str | None:
        postcode = schools.get(text, text) if text else None
        position = held.get((postcode or "").replace(" ", "").upper())
        return None if position is None else names.get(position.la_code)

    return where


def _between(pairs: Iterable[SiblingRelation], ids: Sequence[int]) -> dict[frozenset[int], SiblingRelation]:
    named = set(ids)
    return {frozenset((row.a_id, row.b_id)): row for row in pairs if row.a_id in named and row.b_id in named}


def _of_referral(
    referral: Referral,
    told: Sequence[Child],
    every: Sequence[Child],
    between: dict[frozenset[int], SiblingRelation],
    pen_picture: str | None,
) -> list[Fact]:
    facts = [
        Fact("How soon", f"{phrases.URGENCY[referral.urgency]}, by {words.day(day_in_england(referral.needed_by))}"),
        Fact("Why", phrases.KIND[referral.kind]),
        Fact("For how long", phrases.DURATION[referral.duration]),
        Fact("The plan", phrases.PLAN[referral.plan]),
        Fact("Kind of home", _settings(referral)),
    ]
    if len(every) > 1:
        facts.append(Fact("Brothers and sisters", _siblings(told, every, between)))
    if referral.parent_and_child:
        facts.append(Fact("Parent", "A parent is to live there too"))
    if referral.max_travel_min is not None:
        facts.append(Fact("Longest journey", f"{referral.max_travel_min} minutes from the home area"))
    picture = referral.pen_picture if pen_picture is None else pen_picture
    if picture or pen_picture is None:
        facts.append(Fact("Pen picture", (picture or "").strip() or None, free=True))
    return facts


def _settings(referral: Referral) -> str | None:
    parts = []
    for suitability in (Suitability.PREFERRED, Suitability.SUITABLE, Suitability.UNSUITABLE):
        named = [said for name, said in phrases.SETTING.items() if referral.settings.get(name) == suitability]
        if named:
            parts.append(f"{suitability.value}: {words.listed(named)}")
    told = "; ".join(parts)
    return told[:1].upper() + told[1:] or None


def _siblings(
    told: Sequence[Child], every: Sequence[Child], between: dict[frozenset[int], SiblingRelation]
) -> str | None:
    """What is assessed of the children told of, pair by pair where pairs differ; and how many more there are."""
    numbered = list(enumerate(told, 1))
    pairs = {}
    for (first, one), (second, other) in combinations(numbered, 2):
        row = between.get(frozenset((one.id, other.id)))
        pairs[first, second] = None if row is None else phrases.TOGETHER[row.assessed]
    said = []
    if pairs and len(set(pairs.values())) == 1:
        said.append(f"The {len(told)} children {next(iter(pairs.values())) or 'are asked for together'}")
    else:
        said += [f"Child {a} and child {b} {text or 'are asked for together'}" for (a, b), text in pairs.items()]
    more = len(every) - len(told)
    if more:
        said.append(f"Another home is looked for besides, for {words.count(more, 'brother or sister', 'of them')}")
    return "; ".join(said) or None
