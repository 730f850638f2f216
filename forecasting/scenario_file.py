"""Scenarios as TOML files: read and checked, and written so that they read back the same."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

from forecasting.lever import Changes, Column, Lever
from forecasting.lever_rows import levers_of_row
from forecasting.scenario import Scenario
from forecasting.states import ProviderType
from forecasting.toml_file import table_of, text_of
from placements.codes import AgeBand, ExitRoute, Setting
from placements.errors import Refused
from placements.geography import Locality
from placements.models.contract import PriceComponent

_NAMES = {"from": "starts", "until": "ends"}
_WRITTEN = {attribute: name for name, attribute in _NAMES.items()}
_KNOWN = {_WRITTEN.get(field.name, field.name) for field in fields(Lever)}
_LISTS: dict[str, type[StrEnum]] = {
    "changes": Changes,
    "route": ExitRoute,
    "from_setting": Setting,
    "setting": Setting,
    "provider": ProviderType,
    "place": Locality,
    "component": PriceComponent,
    "column": Column,
}
_DAYS = frozenset({"from", "until", "said_on"})
_TEXTS = frozenset({"source", "owner", "row"})
_WHOLE = frozenset({"beds", "pence_a_week", "pence_once", "pence_a_child_week"})


def read_scenario(path: Path) -> Scenario:
    """A scenario from a TOML file: `title`, and a `[[lever]]` for each, with `from` and `until` as dates.

    A lever that names a `row` of the list of levers takes from it what it does not say itself. Raises Refused for a
    file that cannot be read, an unknown word, a missing one or a value of the wrong kind.
    """
    return scenario_from_toml(text_of(path, "scenario"), path.stem)


def scenario_from_toml(text: str, title: str) -> Scenario:
    """The scenario of a TOML document; `title` stands in where it has none."""
    table = table_of(text, "scenario", title)
    _only({"title", "lever"}, table, "scenario")
    levers = table.get("lever", [])
    if not isinstance(levers, list) or not all(isinstance(lever, dict) for lever in levers):
        raise Refused("A scenario lists its levers as [[lever]].", do_next="Write each lever under a line [[lever]].")
    return Scenario(str(table.get("title", title)), tuple(made for lever in levers for made in levers_of_table(lever)))


def scenario_as_toml(scenario: Scenario) -> str:
    """A scenario as a TOML document: what differs from what a lever is by default, in the order of its fields."""
    parts = [f"title = {toml_value(scenario.title)}", *map(lever_as_toml, scenario.levers)]
    return "\n\n".join(parts) + "\n"


def lever_as_toml(lever: Lever) -> str:
    """One lever under its `[[lever]]`."""
    said = [(field.name, getattr(lever, field.name)) for field in fields(Lever)]
    defaults = {field.name: field.default for field in fields(Lever)}
    lines = [f"{_WRITTEN.get(name, name)} = {toml_value(value)}" for name, value in said if value != defaults[name]]
    return "\n".join(["[[lever]]", *lines])


def levers_of_table(table: Mapping[str, object]) -> tuple[Lever, ...]:
    """The lever of a table; of one that names a row alone, all the levers of the row."""
    _only(_KNOWN, table, "lever")
    needed = ("from", "source", "owner") if "row" in table else ("changes", "from", "source", "owner")
    if missing := [name for name in needed if name not in table]:
        raise Refused(
            f"A lever lacks {', '.join(missing)}.",
            given=dict(table),
            do_next="Say what, from when, who says so, who owns it.",
        )
    values = {_NAMES.get(name, name): _checked(name, value) for name, value in table.items()}
    if "row" in table and "changes" not in table:
        return levers_of_row(str(table["row"]), values)
    return (Lever(**values),)  # type: ignore[arg-type]


def _checked(name: str, value: object) -> object:
    """The value of one word of a lever, as its kind."""
    if name == "ages":
        return tuple(_of_list(name, AgeBand, one) for one in (value if isinstance(value, list) else [value]))
    if name in _LISTS:
        return _of_list(name, _LISTS[name], value)
    wanted = dt.date if name in _DAYS else str if name in _TEXTS else int if name in _WHOLE else (int, float)
    if not isinstance(value, wanted) or isinstance(value, bool | dt.datetime):
        raise Refused(
            f"The `{name}` of a lever is of the wrong kind.", given=value, do_next="See the how-to on scenarios."
        )
    return float(value) if isinstance(value, int) and name not in _WHOLE else value


def _of_list(name: str, kind: type[StrEnum], value: object) -> StrEnum:
    allowed = [one.value for one in kind]
    if value in allowed:
        return kind(str(value))
    raise Refused(f"A lever has no such `{name}`.", given=value, do_next=f"Use one of: {', '.join(allowed)}.")


def toml_value(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml_value(one) for one in value)}]"
    if isinstance(value, dt.date):
        return value.isoformat()
    # A TOML basic string is a JSON one, but for DEL, which JSON leaves as it is.
    return (
        json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else repr(value)
    )


def _only(known: set[str], table: Mapping[str, object], what: str) -> None:
    if unknown := sorted(set(table) - known):
        raise Refused(
            f"A {what} has no such word.", given=", ".join(unknown), do_next=f"Use: {', '.join(sorted(known))}."
        )
