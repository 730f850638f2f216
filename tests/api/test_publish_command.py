"""Publishing from the command line: the same steps, the same refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from api.board.drafting import draft_of
from api.board.said import Said
from api.cli import app
from placements.deciding.people import Named
from placements.errors import HomewardError
from placements.permissions import Permission, Role
from placements.publishing.preparing import prepare_release
from placements.unit_of_work import UnitOfWork
from tests.api.board_made_up import gathered_made_up
from tests.api.visitors import ADMINISTRATOR

RUN = CliRunner()
CHRIS = ["--by", "Chris Invented", "--role", "commissioner"]
DEE = ["--by", "Dee Invented", "--role", "director"]


@pytest.fixture
def homeward(engine: sa.Engine) -> object:
    url = engine.url.render_as_string()

    def run(*words: str) -> object:
        answer = RUN.invoke(app, ["publish", *words, "--database", url, "--json"], catch_exceptions=True)
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        return json.loads(answer.stdout)

    return run


def test_a_release_goes_out_by_commands_with_two_signatures(engine: sa.Engine, homeward: object) -> None:
    assert callable(homeward)
    with UnitOfWork(engine, ADMINISTRATOR, Permission.SEE_RELEASES) as work:
        draft = draft_of(gathered_made_up(), Said(["Agree ten more foster homes."]))
        number = str(prepare_release(work, Named("Chris Invented", Role.COMMISSIONER), draft).id)
        work.commit()
    assert homeward("list")[0]["state"] == "prepared"
    homeward("sign", number, *CHRIS, "--as", "figures")
    with pytest.raises(HomewardError, match="not signed by two people"):
        homeward("release", number, *CHRIS)
    homeward("sign", number, *DEE, "--as", "publication")
    assert homeward("release", number, *CHRIS)["state"] == "released"
    assert [(one["state"], one["signatures"]) for one in homeward("list")] == [("released", 2)]
    assert homeward("withdraw", number, *CHRIS, "--reason", "A band was wrong.")["state"] == "withdrawn"


def test_a_record_without_returns_has_nothing_to_freeze(homeward: object) -> None:
    assert callable(homeward)
    with pytest.raises(HomewardError, match="No return is held"):
        homeward("prepare", *CHRIS)


def test_a_table_of_others_is_noted_and_a_broken_one_refused(homeward: object, tmp_path: Path) -> None:
    assert callable(homeward)
    file = tmp_path / "theirs.json"
    file.write_text(
        json.dumps(
            {
                "id": "locality",
                "title": "Locality",
                "populations": [["children looked after", "2026-03-31", ""]],
                "dimensions": [{"name": "I09", "categories": [["in", ["in_area"]], ["out", ["further"]]]}],
                "counts": [[["in"], 123], [["out"], 117]],
            }
        ),
        encoding="utf-8",
    )
    noted = homeward("elsewhere", str(file), "--source", "Department for Education", *CHRIS)
    assert [one["source"] for one in noted["noted"]] == ["Department for Education"]
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(HomewardError, match="cannot be read"):
        homeward("elsewhere", str(file), "--source", "Department for Education", *CHRIS)
