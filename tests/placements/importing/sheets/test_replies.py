"""Replies of providers, from a sheet or pasted: unknown references are listed, an offer makes a known home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.errors import NotPermitted
from placements.importing.load import import_noun
from placements.importing.outcome import ImportResult
from placements.importing.pasted import NOT_READ, pasted_page
from placements.models.home import Bed, Home, HomeKind
from placements.models.offer import Offer, OfferState
from placements.permissions import Role, Viewer
from tests.matching.town import settle
from tests.placements.approaching.asked import OFFICER, held, send
from tests.worlds import YORK

HEADINGS = ["Our reference", "Answer", "Reason", "Carers", "Postcode", "Beds", "Weekly price", "Words"]


def sheet(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (HEADINGS, *rows):
        page.append(row)
    book.save(path)
    return path


def load(engine: sa.Engine, path: Path, viewer: Viewer = OFFICER, **how: Any) -> ImportResult:
    return import_noun(engine, viewer, "replies", path, **how)


def rules(result: ImportResult) -> list[str]:
    return [fault.rule for fault in result.findings]


def test_an_offer_makes_a_known_home_to_be_searched_again(engine: sa.Engine, tmp_path: Path) -> None:
    settle(engine)
    reference = send(engine)
    path = sheet(tmp_path / "replies.xlsx", [reference, "offer", None, "AG-12", "yo1 1ab", 2, "£850.50", "Calm."])
    result = load(engine, path)
    assert (result.accepted, rules(result)) == (1, ["home-new"])
    assert result.as_json()["search_again"] == ["R-1"]
    with Session(engine) as session:
        home = session.scalars(sa.select(Home).where(Home.ref == "AG-12")).one()
        assert (home.kind, home.la_code, home.source) == (HomeKind.FOSTERING, YORK, f"reply {reference}")
        beds = session.scalars(sa.select(Bed).where(Bed.home_id == home.id)).all()
        assert [(bed.assumed, bed.confirmed_on is not None) for bed in beds] == [(True, True)] * 2
        offer = session.scalars(sa.select(Offer).where(Offer.home_id == home.id)).one()
        assert (offer.state, offer.weekly_pence) == (OfferState.OFFERED, 85_050)


def test_a_sheet_loaded_twice_moves_nothing_twice(engine: sa.Engine, tmp_path: Path) -> None:
    settle(engine)
    path = sheet(tmp_path / "replies.xlsx", [send(engine), "no", "no space", None, None, None, None, None])
    assert rules(load(engine, path)) == []
    assert rules(load(engine, path)) == ["reply-late", "reply-twice"]


def test_what_cannot_be_logged_is_listed_and_nothing_is_kept(engine: sa.Engine, tmp_path: Path) -> None:
    settle(engine)
    good, other = send(engine), send(engine, "P-1")
    path = sheet(
        tmp_path / "replies.xlsx",
        ["HW-0000-0000", "no", "age", None, None, None, None, None],
        [good, "no", None, None, None, None, None, None],
        [other, "offer", None, None, None, None, None, None],
        [other, "offer", None, "H-1", None, None, None, None],
        [other, "perhaps", None, None, None, None, None, None],
    )
    result = load(engine, path)
    assert result.refused
    assert sorted(rules(result)) == [
        "cell-choice",
        "home-of-another",
        "offer-without-home",
        "reference-unknown",
        "reply-without-reason",
    ]
    assert held(engine, good)[1].state is OfferState.APPROACHED


def test_a_named_person_logs_the_rest(engine: sa.Engine, tmp_path: Path) -> None:
    settle(engine)
    good = send(engine)
    path = sheet(
        tmp_path / "replies.xlsx",
        ["HW-0000-0000", "no", "age", None, None, None, None, None],
        [good, "no", "age", None, None, None, None, None],
    )
    result = load(engine, path, set_aside_by="Dana Invented")
    assert (result.accepted, result.rejected) == (1, 1)
    assert held(engine, good)[1].state is OfferState.DECLINED


def test_whoever_may_not_make_offers_loads_no_replies(engine: sa.Engine, tmp_path: Path) -> None:
    path = sheet(tmp_path / "replies.xlsx", ["HW-0000-0000", "no", "age", None, None, None, None, None])
    with pytest.raises(NotPermitted):
        load(engine, path, Viewer("Sam Invented", Role.COMMISSIONER))


PASTED = """From: somebody
Re: your request HW-AAAA-1111

Yes, we have somebody.
Answer: yes
Carers: AG-12
Weekly price: £850
Words: They have two dogs: small ones.

> Reference: HW-AAAA-1111
> Answer: offer / no / question
> Reason: (if no) no_space / age

----
> > REFERENCE: hw-bbbb-2222
Answer: no
If no, why: no space

Sorry, nobody at the moment. HW-CCCC-3333
"""


def test_pasted_answers_are_read_by_their_labels_and_nothing_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "pasted.txt"
    path.write_text(PASTED, encoding="utf-8")
    page = pasted_page(path)
    assert page is not None
    headings, *rows = ([*line.cells] for line in page.lines)
    told = [dict(zip(headings, row, strict=False)) for row in rows]
    assert [{name: said for name, said in one.items() if said} for one in told] == [
        {
            "reference": "HW-AAAA-1111",
            "answer": "offer",
            "home": "AG-12",
            "weekly": "£850",
            "words": "They have two dogs: small ones.",
        },
        {"reference": "HW-BBBB-2222", "answer": "no", "reason": "no space"},
        {"reference": "HW-CCCC-3333", "words": NOT_READ},
    ]


def test_a_text_without_references_is_no_pasted_answer(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("provider,name,kind\nP1,Fairways,ifa\n", encoding="utf-8")
    assert pasted_page(path) is None
    assert pasted_page(path.with_suffix(".csv")) is None


def test_pasted_answers_are_logged_like_a_sheet(engine: sa.Engine, tmp_path: Path) -> None:
    settle(engine)
    reference = send(engine)
    path = tmp_path / "pasted.txt"
    path.write_text(f"Reference: {reference}\nAnswer: no\nReason: no space\n", encoding="utf-8")
    assert load(engine, path).accepted == 1
    assert held(engine, reference)[1].reason == "no_space"
    path.write_text(f"Sorry, no. {reference}\n", encoding="utf-8")
    assert "cell-required" in rules(load(engine, path))
