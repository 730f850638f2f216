"""Rules about what the child needs of the carers, and about having lived there before (section D)."""

from __future__ import annotations

from collections.abc import Iterator

from matching import words
from matching.case import Case
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from placements.models.child import Ending

SECTION = Book()


@SECTION.rule(
    "needs-met",
    RuleClass.RECORD,
    Scope.EACH,
    Checked.PRACTICE,
    citation="practice; Fostering National Minimum Standards 2011 standard 15.1",
    cleared_by="the plan names training or support for each gap",
    who="the supervising social worker",
    concerns=lambda child: any(need.essential for need in child.needs),
)
def needs_met(case: Case) -> Says | None:
    """Every essential need is met by the carers' skill, or the plan names the support that closes the gap."""
    return worst(_gaps(case))


def _gaps(case: Case) -> Iterator[Says | None]:
    for need in case.child.needs:
        if not need.essential:
            continue
        about, skill = words.plain(need.domain.value), case.there.skill_in(need.domain)
        if skill is None:
            yield not_known(f"{case.child.called} needs {about} {need.level}, and the skill here is not recorded.")
        elif skill < need.level:
            yield breach(f"Gap: {about} {need.level} against skill {skill}. Name the support.")


@SECTION.rule(
    "previous-home",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.PRACTICE,
    citation="practice",
    cleared_by="a note",
    who="the child's social worker",
    concerns=lambda child: bool(child.past_stays),
)
def previous_home(case: Case) -> Says | None:
    """Having lived there before counts: for the home where it ended well, against it where it broke down."""
    here = [stay for stay in case.child.past_stays if stay.home == case.home.ref]
    if not here:
        return None
    last = max(here, key=lambda stay: str(stay.ended_on or ""))
    until = f" until {words.day(last.ended_on)}" if last.ended_on else ""
    lived = f"{case.child.called} lived here{until}"
    if last.ending is Ending.UNKNOWN:
        return not_known(f"{lived}; how it ended is not recorded.")
    return breach(f"{lived}; it {_ENDED[last.ending]}.")


_ENDED = {Ending.WELL: "ended well", Ending.BROKE_DOWN: "broke down", Ending.OTHERWISE: "ended otherwise"}
