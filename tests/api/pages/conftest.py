"""A town with homes and two referrals, and somebody signed in for each role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from placements.permissions import Role
from tests.api.pages.forms import Desk
from tests.api.town import settle
from tests.api.visitors import signed_in_as

At = Callable[[Role], Desk]


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    settle(engine)
    return engine


@pytest.fixture
def at(app: FastAPI, town: sa.Engine) -> At:
    """Somebody of a role at their desk in the town."""
    desks: dict[Role, Desk] = {}

    def sit(role: Role) -> Desk:
        if role not in desks:
            desks[role] = Desk(signed_in_as(app, role))
        return desks[role]

    return sit


@pytest.fixture
def duty(at: At) -> Desk:
    """The emergency duty worker, who may do everything the night needs."""
    return at(Role.EMERGENCY_DUTY)
