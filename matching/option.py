"""A home for a bundle with all that speaks for and against it; a home left out, and one that nearly fits."""

from __future__ import annotations

from dataclasses import dataclass

from matching.candidates import Status, Verdict
from matching.costs import Cost
from matching.rules.rule import Effect, Finding
from matching.scoring import Gap, Score, level
from matching.supports import Closing
from matching.travel import Journey
from matching.weights import ALL_POINTS

Json = dict[str, object]


@dataclass(frozen=True, eq=False)
class Travel:
    """The journeys of one child of an option."""

    child: str
    journey: Journey

    def as_json(self) -> Json:
        """Minutes and miles, null where not known."""
        journey = self.journey
        return {
            "child": self.child,
            "home_minutes": _whole(journey.home_minutes),
            "home_miles": None if journey.home_miles is None else round(journey.home_miles, 1),
            "school_minutes": _whole(journey.school_minutes),
            "contact_minutes": [_whole(minutes) for minutes in journey.contact_minutes],
        }


def _whole(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes)


@dataclass(frozen=True, eq=False)
class Option:
    """A home that the rules do not exclude for a bundle, with everything that speaks for it and against it.

    `supports` names, gap by gap, what closes it. `split` weighs the brothers and sisters it would part (5 must, 3
    prefer, 2 not assessed, 1 neutral, a pair). `scarcity` is what its place is worth to children to come and what that
    costs these children, None where nobody asked or nothing can be said (`matching.scarcity`).
    """

    verdict: Verdict
    score: Score
    travel: tuple[Travel, ...]
    travel_words: str
    cost: Cost
    supports: tuple[Closing | None, ...] = ()
    split: int = 0
    rank: int = 0
    level_with_above: bool = False
    scarcity: Json | None = None

    @property
    def children(self) -> tuple[str, ...]:
        """References of the children who would live together."""
        return self.verdict.refs

    @property
    def home(self) -> str:
        """The home's reference."""
        return self.verdict.home.ref

    @property
    def status(self) -> Status:
        """Eligible, needs approval, or not known."""
        return self.verdict.status

    @property
    def fit(self) -> float:
        """The sum of the contributions, 0 to 100."""
        return self.score.fit

    @property
    def worth(self) -> float:
        """What its place is worth to children to come, in points; 0 where nobody asked or nothing can be said."""
        worth = (self.scarcity or {}).get("worth", 0.0)
        return worth if isinstance(worth, float) else 0.0

    @property
    def word(self) -> str:
        """High, medium or low, said before the number."""
        return level(self.fit / ALL_POINTS)

    @property
    def vetoed(self) -> bool:
        """Whether a child who would come said no to it: shown apart, never suggested, still a person's to choose."""
        return self.verdict.vetoed

    @property
    def suggested(self) -> bool:
        """Whether the program may suggest it: lawful as far as is recorded, and no child said no."""
        return self.verdict.suggested

    def found(self, effect: Effect) -> tuple[Finding, ...]:
        """What the rules found with one effect: approvals, tasks, notes, records, warnings, or what is not known."""
        return self.verdict.having(effect)

    def missing(self) -> tuple[Finding, ...]:
        """The facts without which the option is not known, each with who can put it right."""
        return self.found(Effect.NOT_KNOWN)

    def as_json(self) -> Json:
        """The option as INTERFACES says it, and more."""
        return {
            "children": list(self.children),
            "home": self.home,
            "home_name": self.verdict.home.name,
            "home_kind": self.verdict.home.kind.value,
            "rank": self.rank,
            "level_with_above": self.level_with_above,
            "split_siblings": self.split,
            "status": self.status.value,
            "fit": self.fit,
            "word": self.word,
            "contributions": [
                {
                    "factor": one.factor.value,
                    "points": one.points,
                    "of": one.of,
                    "word": one.word,
                    "known": one.known,
                    "because": one.because,
                }
                for one in self.score.contributions
            ],
            "approvals": [
                {
                    "id": one.rule.id,
                    "who": one.approver.value if one.approver else "",
                    "because": one.because,
                    "of_plan": one.rule.of_plan,
                }
                for one in self.found(Effect.NEEDS_APPROVAL)
            ],
            "gaps": self._gaps(),
            "unknown": [missing_fact(one) for one in self.missing()],
            "vetoed": [said(one) for one in self.found(Effect.NOT_SUGGESTED)],
            "tasks": [said(one) for one in self.found(Effect.TASK)],
            "notes": [said(one) for one in self.found(Effect.NOTE)],
            "records": [said(one) for one in self.found(Effect.RECORD)],
            "warnings": [said(one) for one in self.found(Effect.WARNING)],
            "travel": {"estimate": self.travel_words, "children": [one.as_json() for one in self.travel]},
            "cost": cost_json(self.cost),
            "scarcity": self.scarcity,
        }

    def _gaps(self) -> list[Json]:
        needs: list[Json] = [
            {
                "child": gap.child,
                "about": gap.domain,
                "essential": gap.essential,
                "level": gap.level,
                "skill": gap.skill,
                "because": gap_words(gap, support),
                "support": None if support is None else support.as_json(),
            }
            for gap, support in zip(self.score.gaps, self.supports, strict=True)
        ]
        unknown: list[Json] = [
            {"about": one.factor.value, "essential": False, "because": one.because}
            for one in self.score.contributions
            if not one.known
        ]
        return needs + unknown + [{"about": one.rule.id, "because": one.because} for one in self.found(Effect.GAP)]


def gap_words(gap: Gap, support: Closing | None) -> str:
    """A gap as it is said to a worker, with the support that closes it where the authority's list names one."""
    about = gap.domain.replace("_", " ")
    if gap.skill is None:
        return f"Not known: {about} {gap.level} is needed and the home's skill is not recorded. Ask."
    short = f"Gap: {about} {gap.level} against skill {gap.skill}"
    return f"{short}. No listed support closes it: name one." if support is None else f"{short}: {support.words}."


def said(finding: Finding) -> Json:
    """A finding as its rule and its sentence."""
    return {"id": finding.rule.id, "because": finding.because}


def missing_fact(finding: Finding) -> Json:
    """A missing fact with who can supply it."""
    return said(finding) | {"who": finding.rule.asks, "cleared_by": finding.rule.cleared_by}


def cost_json(cost: Cost) -> Json:
    """A weekly cost in whole pence, null with the reason where it is not known."""
    return {"weekly_pence": cost.weekly_pence, "standing": cost.standing, "because": cost.because}


@dataclass(frozen=True, eq=False)
class LeftOut:
    """A home excluded for a bundle, with the rules that exclude it."""

    verdict: Verdict

    @property
    def rules(self) -> tuple[Finding, ...]:
        """The findings that exclude it."""
        return self.verdict.having(Effect.EXCLUDES)

    @property
    def curable(self) -> Finding | None:
        """The only reason it is excluded, if somebody could put that right."""
        by_rule = {one.rule.id: one for one in self.rules}
        only = next(iter(by_rule.values()))
        return only if len(by_rule) == 1 and only.rule.curable else None

    def as_json(self) -> Json:
        """Children, home, and the rules with their sentences."""
        return {
            "children": [child.ref for child in self.verdict.children],
            "home": self.verdict.home.ref,
            "rules": [said(one) for one in self.rules],
        }


@dataclass(frozen=True, eq=False)
class NearMiss:
    """A home that fails on one thing only, which somebody named could put right."""

    verdict: Verdict
    finding: Finding
    score: Score
    emergency: str | None = None

    @property
    def home(self) -> str:
        """The home's reference."""
        return self.verdict.home.ref

    def as_json(self) -> Json:
        """What stands in the way, what would cure it and who could, and what would still be asked afterwards."""
        return {
            "children": [child.ref for child in self.verdict.children],
            "home": self.home,
            "rule": self.finding.rule.id,
            "because": self.finding.because,
            "cure": self.finding.rule.cleared_by,
            "who": self.finding.rule.who,
            "emergency": self.emergency,
            "fit": self.score.fit,
            "also": [said(one) for one in self.verdict.findings if one.effect in _STILL_ASKED],
        }


_STILL_ASKED = frozenset({Effect.NEEDS_APPROVAL, Effect.NOT_KNOWN})
