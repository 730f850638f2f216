"""A scene of a specification: a child, a home and a referral, built from the phrases of a row, then judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from matching.candidates import Judge, Verdict
from matching.case import Beyond
from matching.child_facts import ChildFacts
from matching.home_facts import ApprovalFacts, HomeFacts
from matching.relations import Relations
from matching.situation import Context, Request
from placements.models.base import Answer
from placements.models.child import Topic
from tests.worlds import a_child, a_childrens_home, a_context, a_home, a_request, terms

HOME = "H-1"
CHILD = "Ash"
Make = Callable[..., HomeFacts]


@dataclass
class Scene:
    """What a row says so far; whatever it does not say is as in the usual child and the usual home."""

    child: dict[str, Any] = field(default_factory=dict)
    answers: dict[Topic, Answer] = field(default_factory=lambda: dict.fromkeys(Topic, Answer.NONE))
    make: Make = a_home
    home: dict[str, Any] = field(default_factory=dict)
    approval: dict[str, Any] | None = None
    come_too: list[ChildFacts] = field(default_factory=list)
    stay_behind: list[ChildFacts] = field(default_factory=list)
    pairs: dict[frozenset[str], Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    world: dict[str, Any] = field(default_factory=dict)
    beyond: Beyond = field(default_factory=Beyond)

    def add(self, to: dict[str, Any], name: str, *facts: object) -> None:
        """Add to a list of facts."""
        to[name] = (*to.get(name, ()), *facts)

    def approved(self, **facts: Any) -> None:
        """Say something of the terms of approval."""
        self.approval = (self.approval or {}) | facts

    def someone(self, name: str) -> ChildFacts:
        """The child by this name who is in the scene already, or a new one."""
        known = [*self.come_too, *(one.child for one in self.home.get("residents", ()) if one.child)]
        return next((one for one in known if one.name == name), a_child(name))

    def built(self) -> tuple[tuple[ChildFacts, ...], HomeFacts, Request, Context]:
        """The children who would come, the home, the referral and the world around them."""
        ash = a_child(CHILD, answers=self.answers, **self.child)
        facts = dict(self.home)
        if self.approval is not None:
            facts["approvals"] = (terms(**self.approval),)
        home = self.make(HOME, **facts)
        children = (ash, *self.come_too)
        request = a_request(*children, *self.stay_behind, **self.asked)
        context = a_context([*children, *self.stay_behind], [home], Relations(self.pairs))
        return children, home, request, replace(context, **self.world)


def verdict_of(scene: Scene) -> Verdict:
    """What the rules say of a scene."""
    children, home, request, context = scene.built()
    return Judge(request, context, [home]).verdict(children, home.ref)


Change = Callable[..., None]
Phrases = Mapping[str, Change]
"""By the pattern of a phrase, what it changes in a scene; the groups of the pattern are given as words."""


class NotUnderstood(Exception):
    """A phrase that stands in no vocabulary: a specification never guesses."""


def say(scene: Scene, phrases: Phrases, text: str) -> None:
    """Apply a list of phrases, parted by semicolons."""
    for phrase in filter(None, (part.strip() for part in text.split(";"))):
        for pattern, change in phrases.items():
            found = re.fullmatch(pattern, phrase)
            if found:
                change(scene, *found.groups())
                break
        else:
            raise NotUnderstood(phrase)


def an_approval(**facts: Any) -> ApprovalFacts:
    """An approval without limits but those given."""
    return terms(**facts)


__all__ = ["CHILD", "HOME", "Phrases", "Scene", "a_childrens_home", "an_approval", "say", "verdict_of"]
