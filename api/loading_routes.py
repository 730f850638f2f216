"""The ways in for whoever loads data, declared: part of the table in `api.routes`."""

from __future__ import annotations

from api.pages import loading, loads, same_or_not, uploads
from api.routing import Audience, Group, Route, in_group
from placements.permissions import Permission

P, PERSON = Permission, Audience.PERSON

LOADING: tuple[Route, ...] = in_group(
    Group.DATA,
    Route(
        "GET",
        "/loading",
        loading.lists,
        P.LOAD_DATA,
        PERSON,
        menu="Load a list",
        purpose="Load a return or a list: see what would happen and what to put right before anything changes.",
    ),
    Route("GET", "/loading/{name}", loading.one_list, P.LOAD_DATA, PERSON),
    Route("POST", "/loading/{name}", loading.give, P.LOAD_DATA, PERSON),
    Route("GET", "/loading/{name}/template.xlsx", loading.template, P.LOAD_DATA, PERSON),
    Route("GET", "/uploads/{reference}", uploads.upload, P.LOAD_DATA, PERSON),
    Route("GET", "/uploads/{reference}/findings.{form}", uploads.findings, P.LOAD_DATA, PERSON),
    Route("POST", "/uploads/{reference}/settle", uploads.settled, P.LOAD_DATA, PERSON),
    Route("POST", "/uploads/{reference}/load", uploads.load, P.LOAD_DATA, PERSON),
    Route("POST", "/uploads/{reference}/forget", uploads.forget, P.LOAD_DATA, PERSON),
    Route(
        "GET",
        "/same-or-not",
        same_or_not.same_or_not,
        P.LOAD_DATA,
        PERSON,
        menu="Same or not",
        purpose="Whether a child or a home in a list is one that is held: both sides, decided with a reason.",
    ),
    Route("POST", "/same-or-not", same_or_not.name_home, P.LOAD_DATA, PERSON),
    Route("GET", "/same-or-not/{name}/{number}", same_or_not.one_match, P.LOAD_DATA, PERSON),
    Route("POST", "/same-or-not/{name}/{number}", same_or_not.decide, P.LOAD_DATA, PERSON),
    Route("POST", "/same-or-not/{name}/{number}/undo", same_or_not.undo, P.LOAD_DATA, PERSON),
    Route(
        "GET",
        "/loads",
        loads.loads,
        P.SEE_FINDINGS,
        PERSON,
        menu="What was loaded",
        purpose="Every load: when, by whom, which file, how many rows, and what is still to put right.",
    ),
    Route("GET", "/loads/{number}", loads.one_load, P.SEE_FINDINGS, PERSON),
    Route("GET", "/loads/{number}/findings.{form}", loads.findings, P.SEE_FINDINGS, PERSON),
)
