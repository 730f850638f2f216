"""Providers: all of them beside each other, and one; never in order of what they cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from api.house import House, house_of
from api.looks import noted_look
from api.pages.paper_page import drawn, file_of
from api.reports.paper import Paper
from api.reports.providers import AGES, NEEDS, fee, hours, like_in_words, provider_paper, providers_paper
from api.security import SignedIn
from api.signin import Person
from api.sorting import ordered
from api.templating import about
from api.words import sentence
from placements.audit_chain import Event
from placements.codes import Setting
from placements.disclosing.rules import Figure
from placements.errors import NotFound
from placements.permissions import Permission
from placements.providing.alike import Ages, Compared, Like, Needs
from placements.providing.service import OneProvider, ProviderRecord, provider_record
from placements.repository.audit import desk_version
from placements.repository.providers import contracts_held
from placements.repository.records import records_for

GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
LAST = float("inf")
PROVIDERS: dict[str, Callable[[OneProvider], Any]] = {
    "provider": lambda one: one.provider.name,
    "grade": lambda one: GRADES.index(one.provider.grade) if one.provider.grade in GRADES else len(GRADES),
    "graded": lambda one: one.provider.graded_on or dt.date.min,
    "asked": lambda one: one.replies.asked,
    "offered": lambda one: one.replies.offered,
    "no": lambda one: sum(one.replies.no.values()),
    "hours": lambda one: LAST if one.history is None or one.history.hours is None else one.history.hours,
}
Line = tuple[str, str, Compared]
SIMILAR: dict[str, Callable[[Line], Any]] = {
    "provider": lambda line: line[0],
    "children": lambda line: _or_last(line[2].children),
    "kept": lambda line: _or_last(line[2].kept),
    "miles": lambda line: _or_last(line[2].miles),
}


def providers(
    request: Request, person: SignedIn, setting: str = "", ages: str = "", needs: str = "", order: str = "provider"
) -> Response:
    """Draw every provider, sorted, and those that cared for children of similar need beside each other."""
    house = house_of(request)
    found = _record(house, person, "providers")
    like = _like(found, setting, ages, needs)
    comparison = found.comparison(like)
    held = {one.provider.id: one.provider for one in found.providers}
    lines = [(held[row.provider].name, held[row.provider].ref, row) for row in comparison.rows] if comparison else []
    return drawn(
        request,
        person,
        providers_paper(found, like, comparison, about(house.engine).authority),
        "providers.html",
        beside={
            "lines": ordered(found.providers, order, PROVIDERS),
            "alike": ordered(ordered(lines, "provider", SIMILAR), order, SIMILAR),
            "comparison": comparison,
            "like": like_in_words(like),
            "hours": hours,
            "fee": fee,
            "settings": [(one.value, sentence(one), "") for one in found.settings()],
            "chosen": like.setting.value,
            "ages": [(None, "All", ""), *((one.value, words, "") for one, words in AGES.items())],
            "needs": [(None, "All", ""), *((one.value, words, "") for one, words in NEEDS.items())],
        },
    )


def providers_file(
    request: Request, person: SignedIn, form: str, setting: str = "", ages: str = "", needs: str = ""
) -> Response:
    """Every provider, to take away."""
    house = house_of(request)
    found = _record(house, person, "providers")
    like = _like(found, setting, ages, needs)
    paper = providers_paper(found, like, found.comparison(like), about(house.engine).authority)
    return file_of(paper, "providers", form)


def provider(request: Request, person: SignedIn, ref: str) -> Response:
    """Draw one provider."""
    return drawn(request, person, _one(house_of(request), person, ref), at=f"/providers/{quote(ref, safe='')}/paper")


def provider_file(request: Request, person: SignedIn, ref: str, form: str) -> Response:
    """One provider, to take away."""
    return file_of(_one(house_of(request), person, ref), "provider", form)


def _one(house: House, person: Person, ref: str) -> Paper:
    found = _record(house, person, f"provider {ref}"[:120])
    one = next((one for one in found.providers if one.provider.ref == ref), None)
    if one is None:
        raise NotFound("There is no such provider.", given=ref, do_next="See the list of providers.")
    with records_for(house.engine, person.viewer) as records:
        theirs = [contract for contract, held in contracts_held(records) if held.ref == ref]
    alike = {like: found.comparison(like) for setting in found.settings() for like in _likes(setting)}
    return provider_paper(one, theirs, alike, about(house.engine).authority)


def _likes(setting: Setting) -> list[Like]:
    return [Like(setting), *(Like(setting, ages) for ages in Ages)]


def _record(house: House, person: Person, subject: str) -> ProviderRecord:
    viewer, today = person.viewer, house.today()
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.HOMES_READ, subject)
    with records_for(house.engine, viewer) as records:
        question = ("providers", today, viewer.role)
        return house.answers.kept(question, desk_version(records), lambda: provider_record(records, today))


def _like(found: ProviderRecord, setting: str, ages: str, needs: str) -> Like:
    """Whom to compare, by the address; the kind of home that most live in where none is named. Raises NotFound."""
    known = found.settings()
    try:
        wanted = Setting(setting) if setting else (known or [Setting.MAINSTREAM_FOSTERING])[0]
        return Like(wanted, Ages(ages) if ages else None, Needs(needs) if needs else None)
    except ValueError as error:
        given = f"{setting} {ages} {needs}"
        raise NotFound("There is no such group of children.", given=given, do_next="Use the page's links.") from error


def _or_last(figure: Figure) -> float:
    return -1 if figure.value is None else figure.value
