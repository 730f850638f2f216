"""The note of a decision, one page for the case system: who decided what, why, over which options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.reports.paper import Audience, Bullets, Facts, Paper, Section, Words
from api.shapes.deciding import Decision
from api.shapes.search import Gap, Option
from api.words import count, day, listed, moment, plain, pounds, sentence

VIEWS = {"wishes": "", "parent_wishes": "'s parents"}


@dataclass(frozen=True)
class Told:
    """A decision with what its papers need beside it: the children's names by reference, the council, the referral."""

    decision: Decision
    names: Mapping[str, str]
    council: str
    referral: str | None

    @property
    def children(self) -> list[str]:
        """References of the children who were placed."""
        return list(self.decision.snapshot["children"])

    @property
    def option(self) -> Option:
        """The option that was decided on, as it was shown."""
        return Option.model_validate(self.decision.snapshot["option"])

    @property
    def starts_on(self) -> dt.date:
        """The first day in the home."""
        return dt.date.fromisoformat(self.decision.snapshot["starts_on"])

    def wishes(self, child: str | None = None) -> list[dict[str, Any]]:
        """What was recorded of wishes before the decision; of one child where one is named."""
        return [one for one in self.decision.wishes if child in (None, one["child"])]


def decision_note(told: Told) -> Paper:
    """The note: everything the decision rested on, the child's wishes first, money last."""
    decision, option = told.decision, told.option
    who = listed([f"{name} ({ref})" for ref, name in told.names.items()])
    return Paper(
        title=f"Decision about a home: {listed(list(told.names.values()))}",
        council=told.council,
        introduction=(
            f"At {moment(decision.at)} {decision.decided_by}, {plain(decision.role)}, decided that {who} "
            f"{'lives' if len(told.names) == 1 else 'live'} from {day(told.starts_on)} at "
            f"{option.home_name or 'the home'} ({option.home}). The machine suggested; a person decided."
        ),
        sections=(
            Section("What the child and the family want", (Facts((*_wishes(told), _weighed(decision))),)),
            Section("Why this home", (Words(decision.reason), Facts(tuple(_reasons(told))))),
            Section("What it lacks, and what closes that", (Bullets(tuple(_gaps(told))),)),
            Section("Agreed by", (Facts(tuple(_agreed(told))),)),
            Section("How it can be questioned", (Words(str(decision.contest_route)), Facts((_child_told(decision),)))),
            Section("What it rests on", (Facts(tuple(_rests_on(told))),)),
        ),
        marked=None,
        audience=Audience.CASEWORK,
        footer=f"Decision {decision.decision}{f', referral {told.referral}' if told.referral else ''}",
    )


def _wishes(told: Told) -> list[tuple[str, str]]:
    return [(f"{told.names[one['child']]}{VIEWS.get(one['view'], '')}", _view(one)) for one in told.wishes()] or [
        ("Wishes", "not recorded")
    ]


def _view(one: Mapping[str, Any]) -> str:
    if not one["words"]:
        return "not recorded"
    asked = f" (asked on {day(one['asked_on'])} by {one['asked_by']})" if one["asked_on"] else ""
    return f"“{one['words']}”{asked}" if one["answer"] == "given" else f"{one['words']}{asked}"


def _weighed(decision: Decision) -> tuple[str, str]:
    return "What was done about it", decision.wishes_weighed or "not recorded"


def _reasons(told: Told) -> list[tuple[str, str]]:
    decision, option = told.decision, told.option
    seen = count(len(decision.options_seen), "option")
    facts = [("Fit", f"{option.word}, {option.fit:.0f} of 100; number {option.rank} of {seen} shown")]
    if decision.overridden_rank is not None:
        facts.append((f"Number {decision.overridden_rank} ranked above", sentence(decision.override)))
    known = [one for one in option.contributions if one.known]
    strongest = sorted(known, key=lambda one: one.points - one.of)
    return facts + [(sentence(one.factor), one.because) for one in strongest[::-1]]


def _gaps(told: Told) -> Sequence[str]:
    supports: Mapping[str, str] = told.decision.snapshot.get("supports") or {}
    said = [
        f"{gap.because} Agreed: {supports[gap.about]}" if gap.about in supports else gap.because
        for gap in lacking(told.option)
    ]
    said += [one.because for one in told.option.unknown]
    if told.decision.snapshot.get("accepting_unknown"):
        said.append(f"Right all the same because: {told.decision.snapshot['accepting_unknown']}")
    return said or ["Nothing that is recorded."]


def lacking(option: Option) -> list[Gap]:
    """What the home lacks; a part of the fit that is not known is said where the fit is."""
    parts = {one.factor for one in option.contributions}
    return [gap for gap in option.gaps if gap.about not in parts]


def _agreed(told: Told) -> list[tuple[str, str]]:
    kept = told.decision.snapshot
    accepted = kept["acceptance"]
    facts = [("The home", f"accepted by {accepted['by']} ({plain(accepted['as'])})")]
    facts += [(one["rule"], f"{one['by']}, {plain(one['role'])}: {one['reason']}") for one in kept["sign_offs"]]
    funding = kept.get("funding")
    if funding:
        facts.append(("Money", f"{pounds(funding['weekly_pence'])} a week, {funding['by']}, {plain(funding['role'])}"))
    return facts


def _child_told(decision: Decision) -> tuple[str, str]:
    if decision.child_told_on is None:
        return "Told to the child", "not yet"
    return "Told to the child", f"{day(decision.child_told_on)} by {decision.child_told_by}"


def _rests_on(told: Told) -> list[tuple[str, str]]:
    decision = told.decision
    versions = ", ".join(f"{name} {version}" for name, version in decision.versions.items())
    notes: Mapping[str, str] = decision.snapshot.get("notes") or {}
    return [
        ("Search", f"number {decision.search}, under {versions}"),
        ("Seen", f"kept under {decision.snapshot['seen'][:12]} and can be read again as it was shown"),
        *notes.items(),
    ]
