from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import typer.main

from api import cli
from matching.weights import PUBLISHED
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.town import settle
from tests.api.visitors import ADMINISTRATOR

SECRET = "Ash lives at 1 Example Lane"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Line:
    """The command line without a second process."""

    def __init__(self, patch: pytest.MonkeyPatch, caught: pytest.CaptureFixture[str]) -> None:
        self._patch, self._caught = patch, caught

    def __call__(self, *arguments: object) -> Ran:
        self._patch.setattr(sys, "argv", ["homeward", *map(str, arguments)])
        self._caught.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, *self._caught.readouterr())


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    monkeypatch.delenv("HOMEWARD_DATABASE", raising=False)
    return Line(monkeypatch, capsys)


@pytest.fixture
def town(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, line: Line) -> str:
    settle(engine)
    url = engine.url.render_as_string()
    monkeypatch.setenv("HOMEWARD_DATABASE", url)
    return url


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


EVERY_COMMAND = dict(commands(typer.main.get_command(cli.app)))
ANSWERS_WITHOUT_JSON = {"demo"}


@pytest.mark.parametrize("name", sorted(EVERY_COMMAND.keys() - ANSWERS_WITHOUT_JSON))
def test_every_command_can_answer_with_one_json_document(name: str) -> None:
    options = {option for parameter in EVERY_COMMAND[name].params for option in parameter.opts}
    assert "--json" in options


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_command_says_what_it_does(line: Line, name: str) -> None:
    ran = line(*name.split(), "--help")
    assert ran.code == 0
    assert EVERY_COMMAND[name].help


def test_a_wrong_use_ends_with_two(line: Line) -> None:
    assert line("search").code == 2
    assert line("user", "add", "pat", "--role", "wizard", "--full-name", "Pat").code == 2


def test_asking_an_absent_record_is_refused_and_makes_no_file(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "absent.db"
    ran = line("indicators", "--json", "--database", f"sqlite:///{file}")
    assert ran.code == 1
    assert ran.json["error"] == "Refused"
    assert "homeward init" in ran.json["do_next"]
    assert not file.exists()


def test_a_refusal_in_words_goes_to_standard_error(line: Line, town: str) -> None:
    ran = line("search", "R-404")
    assert (ran.code, ran.out) == (1, "")
    assert "R-404" in ran.err


def test_a_setting_that_cannot_be_used_is_named(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEWARD_PORT", "eighty")
    ran = line("user", "list")
    assert ran.code == 1
    assert "HOMEWARD_PORT" in ran.err
    assert "eighty" in ran.err


def test_a_fault_of_ours_is_a_sentence_a_reference_and_no_contents(
    line: Line, town: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("placements.repository.accounts.sa.select", broken)
    ran = line("user", "list", "--json")
    assert ran.code == 3
    assert ran.json["error"] == "Fault"
    assert ran.json["reference"] in ran.err
    assert SECRET not in ran.out + ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("HOMEWARD_DEBUG", "1")
    assert "Traceback" in line("user", "list", "--json").err


def test_accounts_are_opened_listed_and_closed(line: Line, town: str) -> None:
    opened = line("user", "add", "pat", "--role", "iro", "--full-name", "Pat Moor", "--json")
    assert opened.code == 0
    assert len(opened.json["password"]) >= 16
    assert "pat" in {account["name"] for account in line("user", "list", "--json").json}
    assert line("user", "disable", "pat").code == 0
    [closed] = [account for account in line("user", "list", "--json").json if account["name"] == "pat"]
    assert closed["disabled"]
    assert line("user", "add", "pat", "--role", "iro", "--full-name", "Pat Moor").code == 1
    assert line("user", "open-again", "pat").code == 0
    assert line("user", "role", "pat", "director", "--json").json == {"name": "pat", "role": "director"}
    assert len(line("user", "password", "pat", "--json").json["password"]) >= 16
    assert line("user", "role", "pat", "director").code == 1
    assert line("user", "disable", "nobody").code == 1


def test_nobody_is_given_the_role_of_who_is_signed_out(line: Line, town: str) -> None:
    assert line("user", "add", "pat", "--role", "signed_out", "--full-name", "Pat Moor").code == 1


def test_a_search_answers_as_the_interfaces_say(line: Line, town: str) -> None:
    answer = line("search", "R-1", "--json").json
    assert {"options", "approach", "near_misses", "excluded", "unknown", "children_set_aside"} <= answer.keys()
    wanted = {"children", "home", "rank", "status", "fit", "contributions", "approvals", "gaps", "travel", "cost"}
    assert all(wanted <= option.keys() for option in answer["options"])
    assert all(rule.keys() == {"id", "because"} for one in answer["excluded"] for rule in one["rules"])


def test_six_facts_at_night_are_searched_and_what_is_not_known_is_said(line: Line, town: str) -> None:
    answer = line("tonight", "--child", "2017-05-09,F", "--no-risks", "--json").json
    assert answer["urgency"] == "tonight"
    assert answer["options"]
    assert "Not known: child 1: postcode of home, or where it lies." in answer["missing_facts"]
    assert "a home for child 1" in line("tonight", "--child", "2017-05-09,F", "--by", "2026-06-05T22:00").out


def test_brothers_and_sisters_in_the_office_are_searched_together(line: Line, town: str) -> None:
    told = ("tonight", "--child", "2017-05-09,F,YO1 1AA", "--child", "2019-05-09,M", "--siblings", "together_must")
    assert {len(option["children"]) for option in line(*told, "--json").json["options"]} == {1, 2}


@pytest.mark.parametrize("child", ["9 May 2017,F", "2017-05-09,girl", "2017-05-09,F,YO1 1AA,C2,990001,more"])
def test_a_fact_that_cannot_be_read_is_refused_with_what_was_given(line: Line, town: str, child: str) -> None:
    ran = line("tonight", "--child", child)
    assert (ran.code, ran.out) == (1, "")
    assert child.split(",", maxsplit=1)[0] in ran.err or "girl" in ran.err


def test_a_search_for_people_names_the_homes(line: Line, town: str) -> None:
    printed = line("search", "R-1").out
    assert "a home for Ash (9) and Birch (6)" in printed
    assert any(
        begun in printed for begun in ("Ring first, for Ash (9)", "Ask before anything can be said, for Ash (9)")
    )
    assert "H-1" in printed
    assert "A person must decide" in printed


def test_a_home_is_explained(line: Line, town: str) -> None:
    told = line("search", "R-1", "--why", "H-1", "--json").json
    assert {"option", "place", "above_the_next", "reversals", "regret", "clocks"} <= told.keys()
    printed = line("search", "R-1", "--why", "H-1").out
    assert "It would no longer come first if H-1 took no child now" in printed
    assert "A person must decide" in printed
    assert line("search", "R-1", "--why", "H-99").code == 1


def test_weights_of_the_authority_are_read_from_its_own_file(line: Line, town: str, tmp_path: Path) -> None:
    own = tmp_path / "weights.toml"
    own.write_text(PUBLISHED.read_text().replace('"2026-1"', '"york-1"'))
    assert line("search", "R-1", "--weights", own, "--json").json["versions"]["weights"] == "york-1"
    own.write_text(PUBLISHED.read_text().replace("needs = 35", "needs = 36"))
    assert "101" in line("search", "R-1", "--weights", own).err


def test_a_plan_answers_as_the_interfaces_say(line: Line, town: str) -> None:
    ran = line("plan", "--time-limit", "5", "--json")
    assert ran.code == 0
    assert ran.json["status"] in {"optimal", "best_found", "nobody_eligible"}
    assert [level["name"] for level in ran.json["levels"]] == ["unplaced", "siblings", "burden", "fit", "cost"]
    assert all(level["bound"] is not None for level in ran.json["levels"])
    children = [one["child"] for one in ran.json["assignments"] + ran.json["unplaced"]]
    assert sorted(children) == ["C-1", "C-2", "C-3"]


def test_indicators_of_an_empty_record_are_null_with_a_reason(line: Line, town: str) -> None:
    rows = line("indicators", "--json").json
    assert [row["id"] for row in rows] == [f"I{number:02}" for number in range(1, 27)]
    assert all(row["value"] is None and row["because"] for row in rows)


def test_a_problem_is_solved_without_a_database(line: Line, tmp_path: Path) -> None:
    (tmp_path / "children.csv").write_text("child,group,urgency\na,g,tonight\nb,g,planned\n")
    (tmp_path / "homes.csv").write_text("home,places\nh,1\nk,2\n")
    (tmp_path / "pairs.csv").write_text(
        "child,home,fit,weekly_cost_pence,burden\na,h,90,100,0\na,k,50,100,0\nb,k,60,100,0\n"
    )
    answer = line("solve", tmp_path, "--json").json
    assert answer["status"] == "optimal"
    assert answer["assignments"] == [{"child": "a", "home": "k"}, {"child": "b", "home": "k"}]
    assert "no home yet" not in line("solve", tmp_path).out.lower()
    assert line("solve", tmp_path / "nowhere", "--json").code == 1


def test_a_list_that_cannot_be_loaded_ends_with_one_and_keeps_nothing(line: Line, town: str, tmp_path: Path) -> None:
    file, errors = tmp_path / "providers.csv", tmp_path / "errors.csv"
    file.write_text("ref,name,kind\nP-1,Somebody,no such kind\n")
    ran = line("import", "providers", file, "--json", "--error-file", errors)
    assert ran.code == 1
    assert ran.json["refused"]
    assert ran.json["accepted"] + ran.json["rejected"] == ran.json["read"]
    assert "no such kind" in errors.read_text()


def test_the_year_of_a_return_is_written_with_its_path(line: Line, town: str, tmp_path: Path) -> None:
    ran = line("import", "ssda903", tmp_path, "--year", "2024/25")
    assert ran.code == 1
    assert "--year PATH=2024/25" in ran.err


def test_an_empty_workbook_is_written_for_every_list(line: Line, tmp_path: Path) -> None:
    for noun in ("carers", "children", "position"):
        file = tmp_path / f"{noun}.xlsx"
        assert line("template", noun, file, "--json").json["file"] == str(file)
        assert file.read_bytes()[:2] == b"PK"
    assert line("template", "dragons", tmp_path / "x.xlsx").code == 1


def test_whatever_is_asked_from_the_command_line_is_written_down(line: Line, town: str, engine: sa.Engine) -> None:
    line("search", "R-1")
    line("plan")
    line("indicators")
    with records_for(engine, ADMINISTRATOR) as records:
        newest = [(row.who, row.role, row.event) for row in audit_rows(records)][-3:]
    asked = [("command line", "administrator", event) for event in ("searched", "planned", "indicators_read")]
    assert newest == asked
