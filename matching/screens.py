"""Which rules can say anything of which homes, asked of all homes at once; the rule itself then judges each of those.

A screen is never a rule: it may let a home through of which its rule says nothing, and must never hold back one of
which the rule would speak. A rule without a screen is asked about every home. A test holds the screens to the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from matching.case import Case
from matching.home_table import HIGHEST_SUPERVISION, NOT_RECORDED, SEXES, Bools, HomeTable
from matching.rules.capacity import USUAL_LIMIT
from matching.rules.place import RULED_OUT, school_limit
from matching.rules.rule import Rule
from matching.situation import ASKED_AS
from placements.models.base import Known
from placements.models.child import ConstraintKind, NeedDomain
from placements.models.home import HomeKind
from placements.models.referral import Plan, ReferralKind, Suitability

Screen = Callable[[Case, HomeTable], Bools]


def rules_to_ask(rules: Sequence[Rule], case: Case, homes: HomeTable) -> list[tuple[Rule, ...]]:
    """The rules that may say something of these children (a case without a home), home by home."""
    masks = np.array([_mask(rule, case, homes) for rule in rules], dtype=np.bool_).reshape(len(rules), len(homes))
    chosen: dict[bytes, tuple[Rule, ...]] = {}
    asked = []
    for column in np.ascontiguousarray(masks.T):
        key = column.tobytes()
        if key not in chosen:
            chosen[key] = tuple(rule for rule, may_speak in zip(rules, column, strict=True) if may_speak)
        asked.append(chosen[key])
    return asked


def _mask(rule: Rule, case: Case, homes: HomeTable) -> Bools:
    screen = SCREENS.get(rule.id)
    return np.ones(len(homes), dtype=np.bool_) if screen is None else screen(case, homes)


def _everywhere(homes: HomeTable, may_speak: bool) -> Bools:
    return np.full(len(homes), may_speak, dtype=np.bool_)


def _kin(case: Case, homes: HomeTable) -> Bools:
    possible = any(kin.outcome != RULED_OUT for kin in case.request.kin)
    return _everywhere(homes, possible) & ~homes.of_kind(HomeKind.KINSHIP)


def _out_of_area(case: Case, homes: HomeTable) -> Bools:
    return np.asarray(homes.la_code != case.context.authority, dtype=np.bool_)


def _unsuitable(case: Case, homes: HomeTable) -> Bools:
    kinds = [kind for kind in ASKED_AS if case.request.suitability(kind) is Suitability.UNSUITABLE]
    return homes.of_kind(*kinds)


def _far_from_home(case: Case, homes: HomeTable) -> Bools:
    minutes = case.context.journeys.to_home(case.child, homes.refs)
    return ~(minutes <= case.context.policy.minutes.near_home)


def _far_from_school(case: Case, homes: HomeTable) -> Bools:
    return ~(case.context.journeys.to_school(case.child, homes.refs) <= school_limit(case))


def _step_free(case: Case, homes: HomeTable) -> Bools:
    asked = case.child.constraint(ConstraintKind.STEP_FREE) is not None
    return _everywhere(homes, asked or any(need.domain is NeedDomain.MOBILITY for need in case.child.needs))


def _two_carers(case: Case, homes: HomeTable) -> Bools:
    return _everywhere(homes, case.child.constraint(ConstraintKind.TWO_CARERS) is not None)


def _ordered_contact(case: Case, homes: HomeTable) -> Bools:
    return _everywhere(homes, any(one.court_ordered is Known.YES for one in case.child.contacts))


def _current_home(case: Case, homes: HomeTable) -> Bools:
    return np.array([ref == case.child.lives_at for ref in homes.refs], dtype=np.bool_)


def _siblings(case: Case, homes: HomeTable) -> Bools:
    relations, held = case.context.relations, case.context.looked_after
    elsewhere = len(case.request.children) > len(case.children)
    return _everywhere(
        homes, elsewhere or any(ref in held for child in case.children for ref in relations.siblings_of(child.ref))
    )


def _over_usual_limit(case: Case, homes: HomeTable) -> Bools:
    return homes.household & (homes.residents + homes.privately_fostered + len(case.children) > USUAL_LIMIT)


def _supervision(case: Case, homes: HomeTable) -> Bools:
    most = sum(HIGHEST_SUPERVISION if child.supervision is None else child.supervision for child in case.children)
    short = homes.supervision_there + most > homes.supervision_cap
    return np.asarray(short | (homes.supervision_cap == NOT_RECORDED), dtype=np.bool_)


def _most_children(case: Case, homes: HomeTable) -> Bools:
    limited = any(child.constraint(ConstraintKind.MAX_CHILDREN) for child in case.children)
    return homes.limited_there | limited


def _ages(case: Case, homes: HomeTable) -> Bools:
    doubt = homes.household & ~homes.one_approval
    ages = [child.age_on(case.stay.starts_on) for child in case.children]
    for age in ages:
        within = False if age is None else (homes.age_from <= age) & (age <= homes.age_to)
        doubt = doubt | (homes.household & ~np.asarray(within, dtype=np.bool_))
    return doubt


def _sexes(case: Case, homes: HomeTable) -> Bools:
    doubt = homes.household & ~homes.one_approval
    for child in case.children:
        doubt = doubt | ((homes.sex != NOT_RECORDED) & (homes.sex != SEXES.get(child.sex, NOT_RECORDED)))
    return doubt


def _numbers(case: Case, homes: HomeTable) -> Bools:
    over = homes.residents + len(case.children) > homes.most
    return homes.household & (~homes.one_approval | over)


def _names(_: Case, homes: HomeTable) -> Bools:
    return homes.household & (homes.names_children | homes.of_kind(HomeKind.KINSHIP))


SCREENS: dict[str, Screen] = {
    "kin-first": _kin,
    "in-area": _out_of_area,
    "out-adjoining": _out_of_area,
    "out-distant": _out_of_area,
    "out-exempt": _out_of_area,
    "notify-area": _out_of_area,
    "out-emergency": _out_of_area,
    "secure-never-auto": lambda _, homes: homes.of_kind(HomeKind.SECURE),
    "under16-other": lambda _, homes: homes.of_kind(HomeKind.SUPPORTED, HomeKind.OTHER),
    "sa-16-17": lambda _, homes: homes.of_kind(HomeKind.SUPPORTED, HomeKind.OTHER),
    "home-registered": lambda _, homes: ~homes.household,
    "home-statement": lambda _, homes: ~homes.household,
    "home-impact": lambda _, homes: ~homes.household,
    "fsp-consent": lambda _, homes: homes.household & ~homes.own,
    "setting-unsuitable": _unsuitable,
    "carer-on-hold": lambda _, homes: ~homes.settled,
    "kept-empty": lambda _, homes: ~homes.settled,
    "current-home": _current_home,
    "near-home": _far_from_home,
    "school-kept": _far_from_school,
    "school-arranged": _far_from_school,
    "disability-suitable": _step_free,
    "two-carers": _two_carers,
    "court-contact": _ordered_contact,
    "siblings-together": _siblings,
    "age-gap": lambda _, homes: homes.company,
    "usual-limit": _over_usual_limit,
    "supervision-cap": _supervision,
    "max-children": _most_children,
    "staying-put-room": lambda _, homes: homes.staying_put,
    "bed-share-3": lambda _, homes: homes.shared_room,
    "bed-unrelated": lambda _, homes: homes.shared_room,
    "bed-opposite-10": lambda _, homes: homes.shared_room,
    "terms-age": _ages,
    "terms-sex": _sexes,
    "terms-number": _numbers,
    "terms-type": lambda _, homes: homes.household & ~(homes.one_approval & homes.any_type),
    "terms-named": _names,
    "parent-in-care": lambda _, homes: homes.of_kind(HomeKind.PARENT),
    "outside-terms": lambda case, homes: homes.household & case.request.is_emergency,
    "adoption-route": lambda case, homes: _everywhere(homes, case.request.plan is Plan.ADOPTION),
    "long-term-match": lambda case, homes: homes.household & (case.request.plan is Plan.LONG_TERM_FOSTER),
    "short-break-mode": lambda case, homes: _everywhere(homes, case.request.kind is ReferralKind.SHORT_BREAK),
    "usual-limit-count": lambda _, homes: homes.household & (homes.company | homes.staying_put),
    "ofsted-grade-gate": lambda _, homes: ~(homes.household & homes.own),
    "parent-child-terms": lambda case, homes: _everywhere(homes, case.request.parent_and_child),
}
"""By the id of the rule. A rule that is changed so that it speaks of more homes makes the test of the screens fail."""
