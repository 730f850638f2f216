"""Whatever is not granted is refused, and every query is made for a viewer."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pytest
import sqlalchemy as sa

import placements.repository
from placements.errors import NotPermitted
from placements.permissions import BUDGET_FROM, COUNTED_FROM, FORECAST_FROM, GRANTS, Counting, Permission, Role, Viewer
from placements.repository.episodes import episodes
from placements.repository.records import Records, records_for, to_budget, to_count, to_forecast

WRITES = {
    Permission.LOAD_DATA,
    Permission.WRITE_REFERRALS,
    Permission.UPDATE_AVAILABILITY,
    Permission.HOLD_BEDS,
    Permission.MAKE_OFFERS,
    Permission.SIGN_OFF,
    Permission.AGREE_FUNDING,
    Permission.DECIDE_PLACEMENTS,
    Permission.RECORD_HAPPENED,
    Permission.DO_TASKS,
    Permission.RECORD_RETURNS,
    Permission.CLAIM_SAVINGS,
    Permission.CHALLENGE_DECISIONS,
    Permission.ANSWER_CHALLENGES,
    Permission.MANAGE_ACCOUNTS,
}


def functions() -> list[tuple[str, Callable[..., object]]]:
    """Every public function of the repository, by its full name."""
    found: list[tuple[str, Callable[..., object]]] = []
    for module in pkgutil.iter_modules(placements.repository.__path__):
        if module.name == "records":
            continue
        loaded = importlib.import_module(f"placements.repository.{module.name}")
        for name, thing in inspect.getmembers(loaded, inspect.isfunction):
            if not name.startswith("_") and thing.__module__ == loaded.__name__:
                found.append((f"{module.name}.{name}", thing))
    return found


def reaches_the_database(function: Callable[..., object]) -> bool:
    """Whether the function is given anything through which it could ask the database."""
    given = {str(parameter.annotation) for parameter in inspect.signature(function).parameters.values()}
    return not given.isdisjoint({"Records", "Session", "UnitOfWork", "sa.Engine", "sa.Connection"})


def test_every_query_of_the_repository_asks_for_a_permission() -> None:
    asked = [(name, function) for name, function in functions() if reaches_the_database(function)]
    assert asked
    assert [name for name, query in asked if not isinstance(getattr(query, "asks", None), Permission)] == []


def test_every_role_has_a_grant_and_only_the_administrator_has_all() -> None:
    assert set(GRANTS) == set(Role)
    assert [role for role in Role if GRANTS[role] == frozenset(Permission)] == [Role.ADMINISTRATOR]


def test_a_board_member_sees_no_child_and_changes_nothing() -> None:
    granted = GRANTS[Role.BOARD_MEMBER]
    assert granted.isdisjoint(WRITES)
    assert granted.isdisjoint({Permission.SEE_CHILDREN, Permission.SEE_HOMES, Permission.SEE_REFERRALS})


def test_only_those_who_may_decide_can_place_a_child() -> None:
    deciders = {role for role in Role if Permission.DECIDE_PLACEMENTS in GRANTS[role]}
    assert deciders == {
        Role.EMERGENCY_DUTY,
        Role.TEAM_MANAGER,
        Role.NOMINATED_OFFICER,
        Role.DIRECTOR,
        Role.ADMINISTRATOR,
    }


def test_only_the_director_and_the_administrator_see_the_restricted_list() -> None:
    assert {role for role in Role if Permission.SEE_RESTRICTED in GRANTS[role]} == {Role.DIRECTOR, Role.ADMINISTRATOR}


def test_savings_are_shown_to_commissioners_and_finance_only() -> None:
    see = {role for role in Role if Permission.SEE_SAVINGS in GRANTS[role]}
    assert see == {Role.COMMISSIONER, Role.FINANCE, Role.ADMINISTRATOR}


def test_a_reviewing_officer_challenges_and_never_decides() -> None:
    assert Permission.CHALLENGE_DECISIONS in GRANTS[Role.IRO]
    assert GRANTS[Role.IRO].isdisjoint({Permission.DECIDE_PLACEMENTS, Permission.SIGN_OFF, Permission.AGREE_FUNDING})


@pytest.mark.parametrize("role", list(Role))
def test_a_refusal_names_the_role_and_what_it_may_not(role: Role) -> None:
    for permission in set(Permission) - GRANTS[role]:
        with pytest.raises(NotPermitted, match=f"The role {role} may not"):
            Viewer("Vic Invented", role).must(permission)


def test_only_planners_and_those_above_them_see_supply() -> None:
    granted = {role for role in Role if Permission.SEE_SUPPLY in GRANTS[role]}
    assert granted == {Role.COMMISSIONER, Role.DIRECTOR, Role.TEAM_MANAGER, Role.ADMINISTRATOR}


def test_counting_reads_what_is_counted_and_never_writes() -> None:
    for role in Role:
        counting = Counting("Vic Invented", role)
        more = {permission for permission in Permission if counting.may(permission)} - GRANTS[role]
        assert more <= COUNTED_FROM
    assert COUNTED_FROM.isdisjoint(WRITES | {Permission.SEE_PROTECTED_POSTCODES, Permission.SEE_RESTRICTED})


def test_nobody_without_supply_can_have_the_record_counted(engine: sa.Engine) -> None:
    for role in Role:
        with records_for(engine, Viewer("Vic Invented", role)) as records:
            if Permission.SEE_SUPPLY in GRANTS[role]:
                assert to_count(records).viewer.name == "Vic Invented"
            else:
                with pytest.raises(NotPermitted, match="see supply"):
                    to_count(records)


@pytest.mark.parametrize(
    ("opened", "seen", "reads"),
    [
        (to_forecast, Permission.SEE_FORECASTS, FORECAST_FROM),
        (to_budget, Permission.SEE_SPENDING, BUDGET_FROM),
    ],
)
def test_only_who_may_see_the_figures_has_the_record_read_for_them(
    engine: sa.Engine,
    opened: Callable[[Records], Records],
    seen: Permission,
    reads: frozenset[Permission],
) -> None:
    assert reads.isdisjoint(WRITES | {Permission.SEE_SENSITIVE, Permission.SEE_RESTRICTED})
    for role in Role:
        with records_for(engine, Viewer("Vic Invented", role)) as records:
            if seen not in GRANTS[role]:
                with pytest.raises(NotPermitted):
                    opened(records)
                continue
            given = opened(records).viewer
            assert {one for one in Permission if given.may(one)} == GRANTS[role] | reads


def test_finance_itself_still_sees_no_childs_episodes(engine: sa.Engine) -> None:
    with records_for(engine, Viewer("Vic Invented", Role.FINANCE)) as records:
        to_budget(records)
        with pytest.raises(NotPermitted, match="see episodes"):
            episodes(records)
