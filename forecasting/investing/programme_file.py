"""Programmes as TOML files: read and checked, and written so that they read back the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from forecasting.investing.programme import SIZE_WORD, Action, ActionKind, Deduction, Programme
from forecasting.investing.run_rate import RateLine, RunRate
from forecasting.lever import Column
from forecasting.scenario_file import lever_as_toml, levers_of_table, toml_value
from forecasting.states import ProviderType
from forecasting.toml_file import table_of, text_of
from placements.codes import AgeBand, Setting
from placements.errors import Refused

Table = Mapping[str, Any]
_KINDS: dict[str, type[StrEnum]] = {"column": Column, "setting": Setting, "provider": ProviderType}
_FOR: dict[ActionKind, frozenset[str]] = {
    ActionKind.RECRUIT: frozenset({"places", "used", "pence_each"}),
    ActionKind.STEP_DOWN: frozenset({"lasts", "pence_each", "pence_a_child_week", "weeks"}),
    ActionKind.BLOCK: frozenset({"setting", "provider", "pence_a_child_week", "used"}),
    ActionKind.EDGE_OF_CARE: frozenset({"ages"}),
}
"""The words that one kind of action has and others have not."""
_NARROW = frozenset().union(*_FOR.values())
_DATES, _TEXTS = frozenset({"from", "until"}), frozenset({"source", "owner", "name"})
_WHOLE = frozenset({"pence_once", "pence_a_week", "pence_each", "pence_a_child_week"})
_NAMES = {"from": "starts", "until": "ends"}
_NEEDED = ("source", "owner")


def read_programme(path: Path) -> Programme:
    """A programme from a TOML file: see the how-to on investing to save.

    Raises Refused for a file that cannot be read, an unknown word, a missing one or a value of the wrong kind.
    """
    return programme_from_toml(text_of(path, "programme"), path.stem)


def programme_from_toml(text: str, title: str) -> Programme:
    """The programme of a TOML document; `title` stands in where it has none."""
    table = table_of(text, "programme", title)
    _only({"title", "counterfactual", "action", "lever", "deduct", "run_rate"}, table, "programme")
    for name in ("action", "lever", "deduct"):
        if not isinstance(table.get(name, []), list) or not all(isinstance(one, dict) for one in table.get(name, [])):
            raise Refused(f"A programme lists `{name}` as [[{name}]].", do_next=f"Write each under a line [[{name}]].")
    return Programme(
        title=str(table.get("title", title)),
        counterfactual=str(table.get("counterfactual", "Things go on as they are.")),
        actions=tuple(_action(one) for one in table.get("action", [])),
        levers=tuple(lever for one in table.get("lever", []) for lever in levers_of_table(one)),
        deductions=tuple(_deduction(one) for one in table.get("deduct", [])),
        run_rate=_run_rate(table["run_rate"]) if "run_rate" in table else None,
    )


def programme_as_toml(programme: Programme) -> str:
    """A programme as a TOML document: what differs from what a word is by default."""
    parts = [f"title = {toml_value(programme.title)}\ncounterfactual = {toml_value(programme.counterfactual)}"]
    parts += [_written("action", _action_words(one)) for one in programme.actions]
    parts += [_written("deduct", _words(one, Deduction)) for one in programme.deductions]
    if programme.run_rate is not None:
        parts += _run_rate_written(programme.run_rate)
    parts += map(lever_as_toml, programme.levers)
    return "\n\n".join(parts) + "\n"


# --- reading ----------------------------------------------------------------------------------------------------------


def _action(table: Table) -> Action:
    kinds = [kind.value for kind in ActionKind]
    if table.get("kind") not in kinds:
        raise Refused(
            "An action has no such `kind`.", given=table.get("kind"), do_next=f"Use one of: {', '.join(kinds)}."
        )
    kind = ActionKind(table["kind"])
    word = SIZE_WORD[kind]
    common = {_told(one.name) for one in fields(Action)} - _NARROW - {"size"}
    _only(common | _FOR[kind] | {word}, table, f"{kind.value} action")
    _must_have(("from", word, *_NEEDED), table, f"{kind.value} action")
    values = {_NAMES.get(name, name): _checked(name, value) for name, value in table.items() if name != "kind"}
    return Action(kind=kind, size=values.pop(word), **values)


def _deduction(table: Table) -> Deduction:
    _only({_told(one.name) for one in fields(Deduction)}, table, "deduction")
    _must_have(("name", *_NEEDED), table, "deduction")
    return Deduction(**{_NAMES.get(name, name): _checked(name, value) for name, value in table.items()})


def _run_rate(table: object) -> RunRate:
    if not isinstance(table, dict):
        raise Refused("A run-rate is a table.", given=table, do_next="Write it under a line [run_rate].")
    _only({"before_on", "after_on", "children", "source", "line"}, table, "run-rate")
    _must_have(("before_on", "after_on", "children", "source", "line"), table, "run-rate")
    lines = []
    for one in table["line"]:
        _only({"name", "children", "pence_a_year"}, one, "line of a run-rate")
        _must_have(("name", "children", "pence_a_year"), one, "line of a run-rate")
        lines.append(RateLine(str(one["name"]), *_pair(one["children"]), _checked("pence_once", one["pence_a_year"])))
    before_on, after_on = (_checked("from", table[name]) for name in ("before_on", "after_on"))
    return RunRate(before_on, after_on, _pair(table["children"]), tuple(lines), str(table["source"]))


def _pair(value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) and one >= 0 for one in value):  # noqa: PLR2004
        return value[0], value[1]
    raise Refused("Children of a run-rate are two numbers.", given=value, do_next="Write [before, after].")


def _checked(name: str, value: object) -> Any:  # noqa: ANN401 - of the kind that the word has
    if name == "ages":
        given = value if isinstance(value, list) else [value]
        return tuple(_of_list(name, AgeBand, one) for one in given)
    if name in _KINDS:
        return _of_list(name, _KINDS[name], value)
    wanted = dt.date if name in _DATES else str if name in _TEXTS else int if name in _WHOLE else (int, float)
    if not isinstance(value, wanted) or isinstance(value, bool | dt.datetime):
        raise Refused(
            f"The `{name}` of a programme is of the wrong kind.", given=value, do_next="See the how-to on investing."
        )
    return float(value) if isinstance(value, int) and name not in _WHOLE else value


def _of_list(name: str, kind: type[StrEnum], value: object) -> StrEnum:
    allowed = [one.value for one in kind]
    if value in allowed:
        return kind(str(value))
    raise Refused(f"A programme has no such `{name}`.", given=value, do_next=f"Use one of: {', '.join(allowed)}.")


def _only(known: set[str] | frozenset[str], table: Table, what: str) -> None:
    if unknown := sorted(set(table) - known):
        raise Refused(
            f"A {what} has no such word.", given=", ".join(unknown), do_next=f"Use: {', '.join(sorted(known))}."
        )


def _must_have(names: Sequence[str], table: Table, what: str) -> None:
    if missing := [name for name in names if name not in table]:
        raise Refused(
            f"A {what} lacks {', '.join(missing)}.",
            given=dict(table),
            do_next="Say what, how much, from when, who says so and who owns it.",
        )


# --- writing ----------------------------------------------------------------------------------------------------------


def _action_words(action: Action) -> dict[str, object]:
    words = _words(action, Action)
    return {"kind": words.pop("kind"), SIZE_WORD[action.kind]: words.pop("size"), **words}


def _words(record: Action | Deduction, kind: Callable[..., object]) -> dict[str, object]:
    """What differs from the default, under the words of the file."""
    told = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if value != _default(one):
            told[_told(one.name)] = value
    return told


def _default(one: Field[Any]) -> object:
    return one.default if one.default is not MISSING else MISSING


def _told(name: str) -> str:
    return {ours: theirs for theirs, ours in _NAMES.items()}.get(name, name)


def _written(table: str, words: Mapping[str, object]) -> str:
    return "\n".join([f"[[{table}]]", *(f"{name} = {toml_value(value)}" for name, value in words.items())])


def _run_rate_written(rate: RunRate) -> list[str]:
    days = f"before_on = {rate.before_on}\nafter_on = {rate.after_on}"
    head = f"[run_rate]\n{days}\nchildren = {list(rate.children)}\nsource = {toml_value(rate.source)}"
    lines = [
        f"[[run_rate.line]]\nname = {toml_value(one.name)}\nchildren = {[one.before, one.after]}\n"
        f"pence_a_year = {one.pence_a_year}"
        for one in rate.lines
    ]
    return [head, *lines]
