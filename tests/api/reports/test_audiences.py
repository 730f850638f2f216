"""Every paper says whom it is for, and none leaves the council for anybody to read but through the one door."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import api.reports
from api.reports.board import board_paper
from api.reports.paper import Audience, Paper
from api.reports.statement import statement_paper
from api.shapes.board import ShortPoint
from tests.api.reports.test_members_papers import PICTURE, RELEASED

WRITTEN_FOR = {
    "board.board_paper": Audience.PUBLIC,
    "statement.statement_paper": Audience.PUBLIC,
    "transparency.transparency": Audience.PUBLIC,
    "referral.ReferralPaper.as_paper": Audience.PROVIDERS,
    "market_note.market_note": Audience.PROVIDERS,
    "childs_page.childs_page": Audience.PERSON,
    "carers_pack.carers_pack": Audience.PERSON,
    "decision_note.decision_note": Audience.CASEWORK,
    "shortlist.shortlist": Audience.CASEWORK,
    "equality.equality": Audience.EXEMPT,
    "annex.annex_paper": Audience.EXEMPT,
}
"""Papers for others than planners; whatever makes a paper and stands not here is for planners, and marked so."""
RELEASED_ONLY = {"board.board_paper", "statement.statement_paper"}
ALWAYS_A_DRAFT = {"transparency.transparency"}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(api.reports.__path__):
        yield importlib.import_module(f"api.reports.{found.name}")


def is_of(thing: Callable[..., object], module: ModuleType) -> bool:
    return thing.__module__ == module.__name__


def makers() -> dict[str, str]:
    """Everything in the papers' package that makes a paper, by name, with its source."""
    found: dict[str, str] = {}
    for module in modules():
        holders: list[ModuleType | type] = [module]
        holders += [one for _, one in inspect.getmembers(module, inspect.isclass) if is_of(one, module)]
        for holder in holders:
            for name, made in inspect.getmembers(holder, inspect.isfunction):
                if is_of(made, module) and made.__annotations__.get("return") == "Paper":
                    path = "" if holder is module else f"{holder.__name__}."
                    found[f"{module.__name__.rsplit('.', 1)[1]}.{path}{name}"] = inspect.getsource(made)
    return found


MAKERS = makers()


def test_papers_for_others_than_planners_are_all_known() -> None:
    assert set(WRITTEN_FOR) <= set(MAKERS)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_each_paper_says_whom_it_is_for(name: str) -> None:
    said = re.search(r"audience=Audience\.(\w+)", MAKERS[name])
    wanted = WRITTEN_FOR.get(name, Audience.PLANNERS)
    assert (Audience[said[1]] if said else Audience.PLANNERS) is wanted
    if wanted is Audience.PLANNERS and "return Paper(" in MAKERS[name]:
        assert "marked=" in MAKERS[name] or "DRAFT" in inspect.getsource(Paper)


def test_a_paper_for_anybody_is_a_draft_or_carries_the_certificate_of_its_release() -> None:
    public = {name for name, audience in WRITTEN_FOR.items() if audience is Audience.PUBLIC}
    assert public == RELEASED_ONLY | ALWAYS_A_DRAFT
    frozen = PICTURE.model_copy(update={"short": [ShortPoint(on=PICTURE.as_at, middle="c", between="c")]})
    for make in (board_paper, statement_paper):
        assert make(PICTURE).marked
        released = make(frozen, RELEASED)
        assert released.marked is None
        assert released.certificate is RELEASED
        assert RELEASED.digest in " ".join(released.texts())
    with pytest.raises(ValueError, match="carries no certificate"):
        Paper("Anything", "York", "", (), marked=None, audience=Audience.PUBLIC)


def test_a_public_paper_is_made_of_released_figures_and_of_nothing_else() -> None:
    for name in RELEASED_ONLY:
        module = importlib.import_module(f"api.reports.{name.split('.')[0]}")
        takes = {
            parameter.annotation
            for parameter in inspect.signature(getattr(module, name.split(".")[1])).parameters.values()
        }
        assert takes <= {"BoardDocument", "Certificate | None", "dt.date | None", "Layout"}
