"""Every bundle against every home: eligible, needs approval (whose), excluded (why), or not known (what is missing)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.case import Case
from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.home_table import HomeTable, home_table
from matching.household import HomeDuring
from matching.once import once
from matching.rules.catalogue import rules_in_force
from matching.rules.rule import Effect, Finding, Rule, Scope, ask
from matching.screens import rules_to_ask
from matching.situation import Context, Request, Stay, stay_of

CURRENT_HOME = "current-home"
FEW = 8
"""Up to so many homes it is quicker to ask every rule than to ask first which may speak."""


class Status(enum.StrEnum):
    """The four outcomes."""

    ELIGIBLE = "eligible"
    NEEDS = "needs_approval"
    UNKNOWN = "unknown"
    EXCLUDED = "excluded"


LAWFUL = frozenset({Status.ELIGIBLE, Status.NEEDS})
"""With or without an approval: what is not known is neither lawful nor left out."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """What the rules say of one bundle in one home, with every finding that says why."""

    children: tuple[ChildFacts, ...]
    there: HomeDuring
    findings: tuple[Finding, ...]

    @property
    def home(self) -> HomeFacts:
        """The home."""
        return self.there.home

    @once
    def refs(self) -> tuple[str, ...]:
        """The references of the children."""
        return tuple([child.ref for child in self.children])

    def having(self, effect: Effect) -> tuple[Finding, ...]:
        """The findings with one effect."""
        return tuple(self._by_effect.get(effect, ()))

    @once
    def _by_effect(self) -> dict[Effect, list[Finding]]:
        found: dict[Effect, list[Finding]] = {}
        for one in self.findings:
            found.setdefault(one.effect, []).append(one)
        return found

    @once
    def status(self) -> Status:
        """Excluded if anything excludes, else not known if anything is, else by the approvals needed."""
        effects = self._by_effect
        if Effect.EXCLUDES in effects:
            return Status.EXCLUDED
        if Effect.NOT_KNOWN in effects:
            return Status.UNKNOWN
        return Status.NEEDS if Effect.NEEDS_APPROVAL in effects else Status.ELIGIBLE

    @property
    def vetoed(self) -> bool:
        """Whether a child who would come said no to this home: it is shown, and never suggested."""
        return Effect.NOT_SUGGESTED in self._by_effect

    @property
    def suggested(self) -> bool:
        """Whether the program may suggest it: the rules allow it as far as is recorded, and no child said no."""
        return self.status in LAWFUL and not self.vetoed

    @property
    def burden(self) -> int:
        """The heaviest approval this home needs: 0 none, 1 other, 2 nominated officer or decision maker, 3 director.

        An approval that the plan brings with it, whichever home is chosen for it, weighs nothing between homes.
        """
        needed = self._by_effect.get(Effect.NEEDS_APPROVAL)
        return (
            max((one.approver.burden for one in needed if one.approver and not one.rule.of_plan), default=0)
            if needed
            else 0
        )


class Judge:
    """The rules in force on the day, asked for one referral: each question once, however many bundles share it."""

    def __init__(
        self,
        request: Request,
        context: Context,
        homes: Sequence[HomeFacts],
        stay: Stay | None = None,
        table: HomeTable | None = None,
    ) -> None:
        self.request = request
        self.context = context
        self.stay = stay or stay_of(request, context.policy, context.today)
        self._rules = rules_in_force(self.stay.starts_on, context.edition, context.signatures, context.today)
        self._table = table or (home_table(homes) if len(homes) > FEW else None)
        self._position = {home.ref: position for position, home in enumerate(homes)}
        self._asked: dict[tuple[Scope, tuple[str, ...]], list[tuple[Rule, ...]]] = {}
        stale_before = context.today - dt.timedelta(days=context.policy.vacancy_stale_after_days)
        self.there = {home.ref: HomeDuring(home, self.stay, stale_before, request.ref) for home in homes}
        self._of_child: dict[str, tuple[Finding, ...]] = {}
        self._of_home: dict[str, tuple[Finding, ...]] = {}
        self._of_each: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self._of_group: dict[tuple[str, ...], tuple[Finding, ...]] = {}
        self._cases: dict[tuple[str, str], Case] = {}

    def case(self, children: tuple[ChildFacts, ...], there: HomeDuring | None) -> Case:
        """A case of this search."""
        return Case(self.request, self.context, self.stay, children, there)

    def each_case(self, child: ChildFacts, there: HomeDuring) -> Case:
        """The case of one child in one home, made once."""
        key = (child.ref, there.home.ref)
        if key not in self._cases:
            self._cases[key] = self.case((child,), there)
        return self._cases[key]

    def verdict(self, bundle: tuple[ChildFacts, ...], home_ref: str) -> Verdict:
        """What the rules say of a bundle in a home."""
        there = self.there[home_ref]
        each = [self.of_each(child, there) for child in bundle]
        current = [one for findings in each for one in findings if one.rule.id == CURRENT_HOME]
        if current:
            return Verdict(bundle, there, tuple(current))
        findings = [*self.of_group(bundle), *self.of_home(there)]
        for child, found in zip(bundle, each, strict=True):
            findings += [*self.of_child(child), *found]
        if len(bundle) == 1:
            findings += self.of_whole(self.each_case(bundle[0], there))
            return Verdict(bundle, there, tuple(findings))
        findings += self.of_whole(self.case(bundle, there))
        return Verdict(bundle, there, _once(findings))

    def verdicts(self, bundles: Iterable[tuple[ChildFacts, ...]]) -> list[Verdict]:
        """Every bundle in every home."""
        return [self.verdict(bundle, ref) for bundle in bundles for ref in self.there]

    def of_child(self, child: ChildFacts) -> tuple[Finding, ...]:
        """Findings about a child, whatever the home."""
        if child.ref not in self._of_child:
            self._of_child[child.ref] = ask(self._rules[Scope.CHILD], self.case((child,), None))
        return self._of_child[child.ref]

    def of_home(self, there: HomeDuring) -> tuple[Finding, ...]:
        """Findings about a home, whoever comes."""
        if there.home.ref not in self._of_home:
            rules = self._to_ask(Scope.HOME, (), there)
            self._of_home[there.home.ref] = ask(rules, self.case((), there)) if rules else ()
        return self._of_home[there.home.ref]

    def of_each(self, child: ChildFacts, there: HomeDuring) -> tuple[Finding, ...]:
        """Findings about one child in a home, and with the children there, in both directions."""
        key = (child.ref, there.home.ref)
        if key not in self._of_each:
            case = self.each_case(child, there)
            met = ask(self._rules[Scope.MEET], case) if case.encounters else ()
            self._of_each[key] = ask(self._to_ask(Scope.EACH, (child,), there), case) + met
        return self._of_each[key]

    def of_whole(self, case: Case) -> tuple[Finding, ...]:
        """Findings about a whole group in a home."""
        return ask(self._to_ask(Scope.WHOLE, case.children, case.there), case)

    def _to_ask(self, scope: Scope, children: tuple[ChildFacts, ...], there: HomeDuring) -> tuple[Rule, ...]:
        """The rules that may say something of these children in a home, worked out for all homes at once."""
        key = (scope, tuple(child.ref for child in children))
        if key not in self._asked:
            self._asked[key] = self._screened(scope, children)
        return self._asked[key][self._position[there.home.ref]]

    def _screened(self, scope: Scope, children: tuple[ChildFacts, ...]) -> list[tuple[Rule, ...]]:
        rules = self._rules[scope]
        if scope is Scope.EACH:
            rules = tuple(rule for rule in rules if rule.concerns is None or rule.concerns(children[0]))
        if self._table is None:
            return [rules] * len(self._position)
        return rules_to_ask(rules, self.case(children, None), self._table)

    def of_group(self, bundle: tuple[ChildFacts, ...]) -> tuple[Finding, ...]:
        """Findings of living together within a group, whatever the home."""
        key = tuple(child.ref for child in bundle)
        if key not in self._of_group:
            self._of_group[key] = ask(self._rules[Scope.MEET], self.case(bundle, None)) if len(bundle) > 1 else ()
        return self._of_group[key]


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same sentence of the same rule is said once."""
    return tuple({(one.rule.id, one.effect, one.because): one for one in findings}.values())
