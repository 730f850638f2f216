"""The child's own page: what you said, why this home, who will be there, how to question it. Never money."""

from __future__ import annotations

from api.reports.decision_note import Told
from api.reports.paper import Audience, Bullets, Paper, Section, Words
from api.shapes.search import Journey
from api.words import count, day, listed, plain

ADVOCATE = (
    "An advocate is somebody who is on your side and helps you to be heard. It costs you nothing. Ask any adult to "
    "find you one."
)
NOTHING_SAID = "You did not say anything about this yet, or nobody wrote it down. You can still say it now."


def childs_page(told: Told, child: str) -> Paper:
    """The page for one of the children whom a decision was about; short sentences, no codes, no prices, no address."""
    name, option, decision = told.names[child], told.option, told.decision
    where = option.home_name or "your new home"
    return Paper(
        title=f"{name}: where you are going to live",
        council=told.council,
        introduction=f"From {day(told.starts_on)} you live with {where}. This page says why, and what you can do "
        "about it if you do not think it is right.",
        sections=(
            Section("What you said", (Words(_own_words(told, child)),)),
            Section("What we did about what you said", (Words(decision.wishes_weighed or NOTHING_SAID),)),
            Section("Why this home", (Words(decision.reason), Bullets(tuple(_why(told, child))))),
            Section("What we still have to find out or put right", (Bullets(tuple(_still(told))),)),
            Section("Who decided", (Words(_who(told)),)),
            Section("If you do not agree", (Words(str(decision.contest_route)), Words(ADVOCATE))),
        ),
        marked=None,
        audience=Audience.PERSON,
        footer=f"For {name}",
    )


def _own_words(told: Told, child: str) -> str:
    given = [one for one in told.wishes(child) if one["view"] == "wishes" and one["words"]]
    if not given:
        return NOTHING_SAID
    return f"“{given[0]['words']}”" if given[0]["answer"] == "given" else str(given[0]["words"])


def _why(told: Told, child: str) -> list[str]:
    others = [name for ref, name in told.names.items() if ref != child]
    said = [f"You live there together with {listed(others)}."] if others else []
    said += [line for one in told.option.travel.children if one.child == child for line in _near(one)]
    left = [one["home"] for one in told.decision.options_seen if one["home"] != told.option.home]
    if left:
        said.append(f"We also looked at {count(len(set(left)), 'other home')}.")
    return said or ["The people who live there said that they would like you to come."]


def _near(journey: Journey) -> list[str]:
    """How far it is, as far as it is known."""
    near = []
    if journey.school_minutes is not None:
        near.append(f"It is about {count(journey.school_minutes, 'minute')} by car to your school.")
    if journey.home_minutes is not None:
        near.append(f"It is about {count(journey.home_minutes, 'minute')} by car from where you lived before.")
    seen = [minutes for minutes in journey.contact_minutes if minutes is not None]
    return near + [f"It is about {count(minutes, 'minute')} by car to somebody you see." for minutes in seen]


def _still(told: Told) -> list[str]:
    """Supports agreed for what the home lacks, in the words of whoever agreed them, and facts still to be found."""
    supports = list((told.decision.snapshot.get("supports") or {}).values())
    unknown = ["There are things we still have to ask about this home."] if told.option.unknown else []
    return [*supports, *unknown] or ["Nothing we know of. Tell us if you see it differently."]


def _who(told: Told) -> str:
    decision = told.decision
    return (
        f"{decision.decided_by} decided. They are a {plain(decision.role)} at {told.council}. A computer helped to "
        "find homes. It did not decide: a person did."
    )
