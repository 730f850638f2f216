"""Something behind every address: a home decided on, asked and agreed, a notice, a scenario, a release that is public.

Each is made through the pages themselves, by whoever's role may.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2

from placements.deciding.offers import REGISTERED_MANAGER as MANAGER
from tests.api.pages.forms import TONIGHT, Desk, value_of
from tests.api.pages.test_night import decided, search_of
from tests.api.visitors import csrf_in
from tests.journeys.conftest import WAIT, Served

ASKED = "/placement-team/R-104/ask"
DAY = dt.date(2026, 6, 5)
"""The day of the demonstration's newest position: today, at its desk."""


def things_made(served: Served) -> dict[str, str]:
    """What fills the gaps in the examples, by name: a page's address, or a number or reference in one."""
    with ExitStack() as stack:
        names = ("emergency_duty", "team_manager", "commissioner", "director")
        return _made(*(stack.enter_context(desk_of(served, name)) for name in names))


def _made(duty: Desk, manager: Desk, commissioner: Desk, director: Desk) -> dict[str, str]:
    place, decision = _decided(duty, director)
    offer = _accepted(duty)
    picked = search_of(duty.open(place))
    child = _found(r"/child/([^/\"]+)\.\w+\"", duty.open(decision))
    reading, approach = _approach(duty, manager)
    return {
        "why": f"{place}/why?search={picked['search']}&rank={picked['rank']}",
        "offer": offer,
        "decision": decision,
        "child": child,
        "shortlist": _shortlist(duty, place, picked),
        "notice": _notice(duty),
        "reading": reading,
        "approach": approach,
        "pack": _pack(duty, manager, f"{decision}/pack/{child}"),
        "scenario": _scenario(commissioner),
        "programme": _programme(commissioner),
        "upload": _upload(commissioner),
        "match": _match(commissioner),
        "load": _found(r"(/loads/\d+)", commissioner.open("/loads")),
        **_release(commissioner, director),
    }


@contextmanager
def desk_of(served: Served, name: str) -> Iterator[Desk]:
    """Somebody signed in, without a browser."""
    with httpx2.Client(base_url=served.address, timeout=WAIT) as client:
        form = {"csrf": csrf_in(client.get("/sign-in")), "name": name, "password": served.passwords[name]}
        assert client.post("/sign-in", data=form).status_code == httpx2.codes.SEE_OTHER
        yield Desk(client)


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, f"{pattern} is not on the page"
    return str(found[1])


def _asked(duty: Desk, name: str, place_in_list: int = 0) -> tuple[str, str]:
    """A child of tonight for whom a home of the list is asked: the referral's page and the offer's."""
    form = duty.open("/tonight")
    boxes = {box: value_of(form, box) or "" for box in ("needed-day", "needed-month", "needed-year", "needed-time")}
    place = duty.goes_on("/tonight", **(TONIGHT | boxes | {"name1": name}))
    listed = re.findall(r'name="search" value="(\d+)"><input[^>]*name="rank" value="(\d+)"', duty.open(place))
    search, rank = list(dict.fromkeys(listed))[place_in_list]
    return place, duty.goes_on(f"{place}/offer", search=search, rank=rank)


def _accepted(duty: Desk) -> str:
    """An offer whose carers said yes, and that waits for a decision."""
    _, offer = _asked(duty, "Robin")
    _say_yes(duty, offer)
    return offer


def _say_yes(duty: Desk, offer: str) -> None:
    """Yes from whoever can say it for this home: its carers, or its registered manager."""
    answers = (duty.send(f"{offer}/accepted", by="Hana Invented", **{"as": whom}) for whom in ("carer", MANAGER))
    assert any(answer.status_code == httpx2.codes.SEE_OTHER for answer in answers)


def _decided(duty: Desk, director: Desk) -> tuple[str, str]:
    """A child placed in the second home of the list, so that the first is left to the journeys of the night."""
    place, offer = _asked(duty, "Wren", 1)
    _say_yes(duty, offer)
    child = _found(r"/children/([^/?\"]+)/wishes", duty.open(f"{offer}/decide"))
    for view in ("wishes", "parent_wishes"):
        said = {"view": view, "back": offer, "words": "Near Grandma.", "by": "Dee", **_day("on", DAY)}
        duty.goes_on(f"/children/{child}/wishes", **said)
    duty.goes_on(f"{offer}/agreements")
    for rule in set(re.findall(r'name="rule" value="([^"]+)"', director.open(offer))):
        director.goes_on(f"{offer}/agreed", rule=rule, **{f"answer-{rule}": "yes", f"reason-{rule}": "Tonight only."})
    return place, duty.goes_on(f"{offer}/decide", **decided(duty, offer))


def _shortlist(duty: Desk, place: str, picked: dict[str, str]) -> str:
    ranks = [picked["rank"], str(int(picked["rank"]) + 1)]
    sent = duty.client.post(f"{place}/compare", data={"csrf": duty.csrf, "search": picked["search"], "rank": ranks})
    return str(sent.headers["location"])


def _notice(duty: Desk) -> str:
    days = _day("on", DAY) | _day("ends", DAY + dt.timedelta(weeks=4))
    return duty.goes_on("/notices/new", child="C-9001", by="carer", reason="Nights are hard.", **days)


def _approach(duty: Desk, manager: Desk) -> tuple[str, str]:
    """A paper that a second person read and that went to a provider: the reading, and what was sent."""
    provider = _found(r'name="provider"[^>]*value="([^"]+)"', duty.open(ASKED))
    words = {"provider": provider, "channel": "portal", "pen": "Loves maps."}
    duty.goes_on(ASKED, do="read", **words)
    reading = _read(manager)
    duty.goes_on(ASKED, do="release", **words)
    return reading, _found(r'href="(/approaches/[^/?#"]+)"', duty.open("/offers?state=all"))


def _pack(duty: Desk, manager: Desk, pack: str) -> str:
    """A carer's pack that a second person read: the reading, under which it is taken."""
    duty.goes_on(f"{pack}/ask", do="ask", to="Hana Invented", how="other")
    return _read(manager)


def _read(manager: Desk) -> str:
    """The newest paper that waits to be read, once the manager has said that it may go."""
    waiting: list[str] = re.findall(r'href="(/readings/\d+)"', manager.open("/readings"))
    reading = max(waiting, key=lambda one: (len(one), one))
    manager.goes_on(reading, answer="may-go", words="Clear.")
    return reading


def _upload(commissioner: Desk) -> str:
    """A list that was tried and not loaded, with something to put right and a heading to settle."""
    listed = "provider,name,kind,sort of thing\nP1,Ashgrove,ifa,a\nP2,Birchway,no such kind,b\n"
    answer = commissioner.client.post(
        "/loading/providers", data={"csrf": commissioner.csrf}, files={"files": ("providers.csv", listed)}
    )
    return str(answer.headers["location"])


def _match(commissioner: Desk) -> str:
    """What somebody said of the words of a list for a home."""
    said = {"words": "the house by the river", "home": "H-003", "reason": "The team calls it so"}
    commissioner.goes_on("/same-or-not", **said)
    return _found(r"(/same-or-not/home/\d+)", commissioner.open("/same-or-not"))


def _programme(commissioner: Desk) -> str:
    return commissioner.goes_on("/invest", title="Four households", owner="Chris Invented", recruit_size="4")


def _scenario(commissioner: Desk) -> str:
    commissioner.goes_on("/levers", title="Early help", owner="Chris Invented", entries="-20")
    return _found(r"/scenarios/(\d+)\.toml", commissioner.open("/scenarios"))


def _release(commissioner: Desk, director: Desk) -> dict[str, str]:
    """The board's figures frozen, signed by two and public."""
    again = {"because": "Shown once more."} if "/published/" in commissioner.open("/published") else {}
    release = commissioner.goes_on("/releases", asks="Agree ten more foster homes.", **again)
    commissioner.goes_on(f"{release}/sign-figures")
    director.goes_on(f"{release}/sign-publication")
    commissioner.goes_on(f"{release}/release")
    return {"release": release, "published": _found(r'href="(/published/[^"]+)"', commissioner.open("/published"))}


def _day(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
