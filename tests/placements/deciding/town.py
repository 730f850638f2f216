"""One referral, two homes and the people who decide: enough to walk every step from a search to a home.

H-1 is the authority's own household with two beds; H-2 an agency's with one bed in the next authority, so that the
nominated officer must agree, and somebody the cost. C-1 and C-2 are brothers of referral R-1; C-3 waits in R-2.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.funding import Cost, agree_funding, load_scheme
from placements.deciding.offers import accept, approach, identify
from placements.deciding.page import Decided
from placements.deciding.people import Named
from placements.deciding.searches import keep_search
from placements.deciding.sign_offs import ask_sign_offs, sign
from placements.deciding.wishes import record_wishes
from placements.models.child import Child
from placements.models.contract import Provider, ProviderKind
from placements.models.home import Bed, Home, HomeKind
from placements.models.referral import Referral, ReferralChild, ReferralKind, Urgency
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

Answer = TypeVar("Answer")

FRIDAY_NOON = dt.datetime(2026, 6, 5, 11, 0, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 6, 8)
SYSTEM = Viewer("command line", Role.ADMINISTRATOR)
OFFICER = Viewer("Olu Invented", Role.PLACEMENT_OFFICER)
WORKER = Viewer("Wren Invented", Role.SOCIAL_WORKER)
MANAGER = Named("Marian Invented", Role.TEAM_MANAGER)
NOMINATED = Named("Noor Invented", Role.NOMINATED_OFFICER)
DIRECTOR = Named("Dara Invented", Role.DIRECTOR)
IRO = Named("Ira Invented", Role.IRO)

SCHEME = """
scheme = "2026-1"
source = "an invented scheme"
[[rule]]
role = "team_manager"
from = 2026-04-01
weekly_pence = 100000
total_pence = 2000000
[[rule]]
role = "emergency_duty"
from = 2026-04-01
weekly_pence = 150000
total_pence = 1000000
out_of_hours = true
[[rule]]
role = "director"
from = 2026-04-01
out_of_hours = true
panel = "resources panel"
[[panel]]
panel = "resources panel"
sits = [2026-06-04, 2026-06-18]
"""


def viewer(person: Named) -> Viewer:
    """A named person signed in."""
    return Viewer(person.name, person.role)


def do(
    engine: sa.Engine, step: Callable[[UnitOfWork], Answer], who: Viewer = SYSTEM, at: dt.datetime = FRIDAY_NOON
) -> Answer:
    """Take a step as somebody, at a moment, and commit it."""
    with UnitOfWork(engine, who, Permission.SEE_REFERENCE, lambda: at) as work:
        answer = step(work)
        work.commit()
        return answer


def settle(engine: sa.Engine, tmp_path: Path, *, urgency: Urgency = Urgency.PLANNED) -> None:
    """Write the town and load the scheme of delegation."""
    do(engine, lambda work: _write(work, urgency))
    scheme = tmp_path / "scheme.toml"
    scheme.write_text(SCHEME)
    do(engine, lambda work: load_scheme(work, scheme))


def _write(work: UnitOfWork, urgency: Urgency) -> None:
    agency = Provider(ref="P-1", name="Invented Agency", kind=ProviderKind.IFA, invented=True)
    work.session.add(agency)
    work.session.flush()
    home(work, "H-1", 2)
    home(work, "H-2", 1, provider_id=agency.id)
    children = [Child(ref=f"C-{number}", invented=True) for number in (1, 2, 3)]
    work.session.add_all(children)
    work.session.flush()
    referral(work, "R-1", children[:2], urgency)
    referral(work, "R-2", children[2:], urgency)
    work.record(Event.DATA_LOADED, "an invented town")


def home(work: UnitOfWork, ref: str, beds: int, **facts: Any) -> Home:
    """A home with beds."""
    made = Home(ref=ref, invented=True, **({"kind": HomeKind.FOSTERING} | facts))
    work.session.add(made)
    work.session.flush()
    work.session.add_all(Bed(home_id=made.id, label=str(number)) for number in range(1, beds + 1))
    return made


def referral(work: UnitOfWork, ref: str, children: Sequence[Child], urgency: Urgency, **facts: Any) -> Referral:
    """A referral for a home from Monday."""
    usual: dict[str, Any] = {"kind": ReferralKind.NEW, "as_of": FRIDAY_NOON.date(), "source": "test"}
    needed = dt.datetime(2026, 6, 8, 12, tzinfo=dt.UTC)
    made = Referral(ref=ref, needed_by=needed, urgency=urgency, **(usual | facts))
    work.session.add(made)
    work.session.flush()
    for child in children:
        work.session.add(ReferralChild(referral_id=made.id, child_id=child.id))
        work.session.flush()
    return made


def option(rank: int, home: str, children: Sequence[str], **facts: Any) -> dict[str, Any]:
    """An option as a search shows it."""
    usual: dict[str, Any] = {
        "rank": rank,
        "home": home,
        "children": list(children),
        "status": "eligible",
        "level_with_above": False,
        "word": "high",
        "fit": 80.0 - rank,
        "approvals": [],
        "records": [],
        "gaps": [],
        "unknown": [],
        "tasks": [],
    }
    return usual | facts


def document(*options: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """What a search showed, as far as a decision reads it."""
    versions = {"rules": "2026-1", "weights": "1", "policy": "1"}
    return {"versions": versions, "options": list(options), "excluded": [], "seconds": 0.1} | facts


AGREE = {"id": "out-adjoining", "who": "nominated officer", "because": "The home is in the next authority."}
BROTHERS = ("C-1", "C-2")
SEEN = document(
    option(1, "H-1", BROTHERS),
    option(2, "H-2", ["C-1"], approvals=[AGREE], status="needs_approval"),
    option(3, "H-1", ["C-1"]),
)
SEEN_2 = document(
    option(1, "H-2", ["C-3"], approvals=[AGREE], status="needs_approval"),
    option(2, "H-1", ["C-3"]),
)


def searched(engine: sa.Engine, ref: str = "R-1", seen: dict[str, Any] | None = None) -> int:
    """Keep a search that showed something, and return its number."""
    shown = seen or (SEEN if ref == "R-1" else SEEN_2)
    return do(engine, lambda work: keep_search(work, ref, shown, 7).id, OFFICER)


def wishes_recorded(engine: sa.Engine, *children: str) -> None:
    """Record what each child and their parents want."""

    def record(work: UnitOfWork) -> None:
        for child in children:
            for parents in (False, True):
                record_wishes(
                    work, child, "Near school.", asked_by="Wren", asked_on=FRIDAY_NOON.date(), parents=parents
                )

    do(engine, record, WORKER)


def accepted(engine: sa.Engine, ref: str = "R-1", home: str = "H-1", children: Sequence[str] = ()) -> int:
    """An offer that the home has accepted, and its number."""
    offer = do(engine, lambda work: identify(work, ref, home=home, children=children).id, OFFICER)
    due = FRIDAY_NOON + dt.timedelta(hours=4)
    do(engine, lambda work: approach(work, offer, due), OFFICER)
    do(engine, lambda work: accept(work, offer, accepted_by="Casey Invented", accepted_as="carer"), OFFICER)
    return offer


def agreed(engine: sa.Engine, offer: int) -> None:
    """Every agreement and the cost of an offer of H-2."""
    cost = Cost(90_000, MONDAY, MONDAY + dt.timedelta(days=84))
    do(engine, lambda work: ask_sign_offs(work, offer), OFFICER)
    said: dict[str, Any] = {"agrees": True, "reason": "The brothers see each other weekly."}
    do(engine, lambda work: sign(work, offer, "out-adjoining", NOMINATED, **said), viewer(NOMINATED))
    do(engine, lambda work: agree_funding(work, offer, MANAGER, cost), viewer(MANAGER))


def decided(**other: Any) -> Decided:
    """A decision with everything said that must be said."""
    usual: dict[str, Any] = {
        "person": MANAGER,
        "reason": "Together, and near school.",
        "wishes_weighed": "He asked to stay near school, and does.",
        "contest_route": "Tell your reviewing officer or your advocate.",
    }
    return Decided(**(usual | other))


def ready(engine: sa.Engine, tmp_path: Path, **facts: Any) -> int:
    """Everything up to the decision for the brothers in H-1: the offer's number."""
    settle(engine, tmp_path, **facts)
    searched(engine)
    wishes_recorded(engine, *BROTHERS)
    return accepted(engine)
