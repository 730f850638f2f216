"""The description of the JSON interface is complete, and no call made from it brings the service down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
import sqlalchemy as sa
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from api.routes import ROUTES
from api.routing import Audience
from placements.permissions import Role
from tests.api.town import settle
from tests.api.visitors import signed_in_as, visitor

PROGRAMS = [route for route in ROUTES if route.audience is Audience.PROGRAM]
CONFORMS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
]
SLOW = {"/api/v1/forecast", "/api/v1/plan"}


def test_every_route_for_programs_is_described_with_the_shape_of_its_answer(app: FastAPI) -> None:
    described = visitor(app).get("/api/v1/openapi.json").json()
    assert described["paths"].keys() == {route.path for route in PROGRAMS}
    for route in PROGRAMS:
        operation = described["paths"][route.path][route.method.lower()]
        assert operation["description"]
        assert operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert {"401", "403", "404", "422", "503"} <= operation["responses"].keys()


@pytest.mark.parametrize("path", [route.path for route in PROGRAMS])
def test_no_call_made_from_the_description_brings_the_service_down(
    app: FastAPI, engine: sa.Engine, scale: Callable[[int], int], path: str
) -> None:
    settle(engine)
    client = signed_in_as(app, Role.ADMINISTRATOR)
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    operation = schema[path]["GET"]
    cases = st.one_of(*(operation.as_strategy(mode) for mode in GenerationMode))

    @settings(max_examples=scale(100 if path in SLOW else 1000), suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def call(case: Case[Any]) -> None:
        answer: Any = client.get(case.formatted_path, params=case.query, headers=dict(case.headers or {}))
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=CONFORMS)
        assert "Traceback" not in answer.text

    call()
