"""Rules about holds, beds, rooms and numbers (section C, second half)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from matching import words
from matching.beds import Fit
from matching.case import Case
from matching.home_facts import Resident
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from matching.taking import fewer_said_free, who_may_be_there
from placements.models.base import Sex
from placements.models.household import LivingAs

SECTION = Book()
USUAL_LIMIT = 3
PRACTICE = "practice"


@SECTION.rule(
    "current-home",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="a decision that the child stays",
    who="the child's social worker",
    concerns=lambda child: child.lives_at is not None,
)
def current_home(case: Case) -> Says | None:
    """A referral asks for another home than the one the child lives in."""
    if case.child.lives_at != case.home.ref:
        return None
    return breach(f"{case.child.called} lives here now, and the referral asks for another home.")


@SECTION.rule(
    "setting-unsuitable",
    RuleClass.HARD,
    Scope.HOME,
    Checked.PRACTICE,
    citation="the referral",
    cleared_by="a changed referral",
    who="the author of the referral",
    curable=True,
)
def setting_unsuitable(case: Case) -> Says | None:
    """A kind of home that the referral says is unsuitable is not suggested."""
    if case.request.suitability(case.home.kind).value != "unsuitable":
        return None
    return breach(f"The referral says that {words.plain(case.home.kind.value)} is unsuitable.")


@SECTION.rule(
    "bed-free",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.PRACTICE,
    citation="capacity",
    cleared_by="a bed released, or for brothers and sisters one more put up",
    who="the supervising social worker or the home's manager",
    curable=True,
)
def bed_free(case: Case) -> Says | None:
    """There is a bed for every child on every day, in a room they may use, and somebody confirmed it lately."""
    if not case.home.beds:
        return not_known("No bed is recorded in this home: ask how many there are.")
    plan = case.arrangement
    if plan.short > plan.young_adults:
        return breach(_no_bed(case, plan.short))
    if plan.short:
        return None
    if plan.fit is Fit.REFUSED:
        return breach("The only beds free are in rooms that may not be shared.")
    if plan.fit is Fit.NOT_KNOWN:
        return not_known("Whether the room may be shared is not known.")
    if plan.later:
        return not_known(
            f"{words.count(plan.later, 'bed')} free at first is booked later: for how long is a home needed?"
        )
    perhaps = who_may_be_there(case.home)
    if perhaps is not None:
        return not_known(perhaps)
    return _unconfirmed(case) if plan.unconfirmed else None


def _no_bed(case: Case, short: int) -> str:
    free = len(case.children) - short
    expected = [one.expected_end or one.ends_on for one in case.there.residents]
    soonest = min((end for end in expected if end is not None and end > case.stay.starts_on), default=None)
    until = f"; one is expected to be free from {words.day(soonest)}" if soonest else ""
    return (f"{words.count(free, 'bed')} free for {len(case.children)}" if free > 0 else "No bed free") + f"{until}."


def _unconfirmed(case: Case) -> Says:
    if differs := fewer_said_free(case.home, len(case.there.free_beds)):
        return not_known(words.sentence(differs))
    limit = case.context.policy.vacancy_stale_after_days
    last = max((bed.confirmed_on for bed in case.there.free_beds if bed.confirmed_on), default=None)
    when = f"last confirmed on {words.day(last)}, more than {limit} days ago" if last else "never confirmed"
    return not_known(f"The vacancy was {when}: ring to ask.")


@SECTION.rule(
    "staying-put-room",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.PRACTICE,
    citation="capacity; Children Act 1989 s23CZA, to check",
    cleared_by="a count of the rooms",
    who="the supervising social worker",
    curable=True,
)
def staying_put_room(case: Case) -> Says | None:
    """A young adult who stays put keeps the room, though no longer counted as a child placed."""
    plan = case.arrangement
    if case.home.beds and 0 < plan.short <= plan.young_adults:
        return breach("The room is used by a Staying Put young adult.")
    roomless = _young_adults_without_bed(case)
    spare = len(case.there.free_beds) - case.there.unlocated - len(case.sleepers)
    if case.home.beds and not plan.short and roomless > max(0, spare):
        return not_known("A Staying Put young adult lives here, and which room they use is not recorded.")
    return None


def _young_adults_without_bed(case: Case) -> int:
    return max(0, _staying_put(case) - (len(case.there.residents) - len(case.there.placed)))


@SECTION.rule(
    "usual-limit",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.VERIFIED,
    citation="Children Act 1989 s63(12), Schedule 7 paras 2 to 5",
    cleared_by="an exemption naming the children, by the authority where the carer lives",
    who="the authority where the carer lives",
    curable=True,
    in_force_from=dt.date(1991, 10, 14),
)
def usual_limit(case: Case) -> Says | None:
    """No more than three children are fostered in one household, unless all are siblings or an exemption names them."""
    if not case.home.is_household:
        return None
    return worst(_over_limit(case, placed) for placed in case.there.gatherings)


def _over_limit(case: Case, placed: Sequence[Resident]) -> Says | None:
    private = _private(case)
    number = len(placed) + private + len(case.children)
    if number <= USUAL_LIMIT:
        return None
    refs = [one.child.ref if one.child else None for one in placed] + [None] * private
    named = frozenset(ref for ref in refs if ref is not None)
    siblings = case.context.relations.all_siblings(named | case.refs)
    if siblings and None not in refs:
        return None
    exempted = _exempted(case, named | case.refs, None in refs)
    if exempted:
        return None
    if siblings is not False and not private:
        return not_known(f"Would make {number} fostered children, and whether all are siblings is not known.")
    if exempted is None:
        return not_known(f"Would make {number} fostered children: whose exemption is recorded is not known.")
    where = case.context.la_name(case.home.la_code) if case.home.la_code else "the authority where the carer lives"
    return breach(f"Would make {number} fostered children who are not all siblings: exemption needed from {where}.")


@SECTION.rule(
    "usual-limit-count",
    RuleClass.FACT,
    Scope.WHOLE,
    Checked.VERIFIED,
    citation="Children Act 1989 Schedule 7; a council's published guide",
    cleared_by="nothing to clear: it says who is counted",
    in_force_from=dt.date(1991, 10, 14),
)
def usual_limit_count(case: Case) -> Says | None:
    """Fostered and privately fostered children are counted; the carers' own and young adults who stay put are not."""
    if not case.home.is_household:
        return None
    not_counted = len(case.there.own_children) - _private(case)
    not_counted += max(len(case.there.residents) - len(case.there.placed), _staying_put(case))
    if not not_counted:
        return None
    fostered = len(case.there.busiest) + _private(case) + len(case.children)
    return breach(
        f"Counts {words.count(fostered, 'fostered child', 'fostered children')}; the carers' own children and young "
        "adults who stay put are not counted."
    )


def _private(case: Case) -> int:
    return sum(1 for one in case.there.own_children if one.living_as is LivingAs.PRIVATE_FOSTERED)


def _staying_put(case: Case) -> int:
    return sum(1 for person in case.home.people if person.living_as is LivingAs.STAYING_PUT)


def _exempted(case: Case, refs: frozenset[str], somebody_unnamed: bool) -> bool | None:
    """Whether the authority where the carer lives exempted exactly these children; None where that is not known."""
    naming = [one for one in case.there.exemptions if refs <= one.children and not somebody_unnamed]
    if not naming:
        return False
    givers = {one.la_code for one in naming}
    if case.home.la_code is not None and case.home.la_code in givers:
        return True
    return None if None in givers or case.home.la_code is None else False


@SECTION.rule(
    "bed-share-3",
    RuleClass.APPROVAL,
    Scope.WHOLE,
    Checked.VERIFIED,
    citation="Fostering National Minimum Standards 2011 standard 10.6 (a standard, not a regulation)",
    cleared_by="a written risk assessment; each authority agrees; an area of their own in the room",
    who=Approver.EACH_AUTHORITY.value,
    in_force_from=dt.date(2011, 4, 1),
)
def bed_share_3(case: Case) -> Says | None:
    """A child over 3 shares a bedroom only with each authority's agreement."""
    limit = case.context.policy.household.share_age
    for sharer in case.arrangement.sharers:
        for child in (sharer.child, sharer.other):
            age = None if child is None else child.age_on(case.stay.starts_on)
            if age is not None and age > limit:
                return breach(
                    f"Sharing a room at {age} needs the agreement of each child's authority.",
                    approver=Approver.EACH_AUTHORITY,
                )
    return None


@SECTION.rule(
    "bed-unrelated",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.TO_CHECK,
    citation="local policy",
    cleared_by="the owner of the policy",
    who="the fostering manager",
)
def bed_unrelated(case: Case) -> Says | None:
    """Children who are not siblings do not share a bedroom."""
    for sharer in case.arrangement.sharers:
        if sharer.other is None or case.context.relations.are_siblings(sharer.child.ref, sharer.other.ref) is False:
            return breach("Children who are not siblings would share a room.")
    return None


@SECTION.rule(
    "bed-opposite-10",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.TO_CHECK,
    citation="local policy",
    cleared_by="the owner of the policy",
    who="the fostering manager",
)
def bed_opposite_10(case: Case) -> Says | None:
    """A girl and a boy do not share a bedroom once one of them is 10."""
    limit = case.context.policy.household.opposite_sex_age
    for sharer in case.arrangement.sharers:
        if sharer.other is None or Sex.UNKNOWN in (sharer.child.sex, sharer.other.sex):
            continue
        ages = [child.age_on(case.stay.starts_on) or 0 for child in (sharer.child, sharer.other)]
        if sharer.child.sex is not sharer.other.sex and max(ages) >= limit:
            return breach(f"A girl and a boy would share a room at {max(ages)}; local policy stops at {limit}.")
    return None
