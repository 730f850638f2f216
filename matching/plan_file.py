"""A plan that a person made, as JSON: which child in which home; what `homeward plan --json` prints can be edited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from placements.errors import Refused

Text = Annotated[str, Field(min_length=1)]
SHAPE = '{"assignments": [{"child": "C-1", "home": "H-1"}]}'


class _Assignment(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    child: Text
    home: Text


class _Plan(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    assignments: list[_Assignment]


def read_plan(given: Path | Mapping[str, object]) -> dict[str, str]:
    """The home of each child that a plan names, in the plan's order.

    Raises:
        Refused: it cannot be read, is no plan, or names a child twice.
    """
    document = _loaded(given) if isinstance(given, Path) else given
    try:
        plan = _Plan.model_validate(document)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the document"
        raise Refused(
            f"This is not a plan: {where}: {fault['msg'].lower()}.",
            given=str(fault["input"])[:120],
            do_next=f"Give it as {SHAPE}; other entries are left aside.",
        ) from error
    homes: dict[str, str] = {}
    for one in plan.assignments:
        if one.child in homes:
            raise Refused(
                f"The plan names {one.child} twice.",
                given=f"{homes[one.child]} and {one.home}",
                do_next="Give each child one home, or leave the child out.",
            )
        homes[one.child] = one.home
    return homes


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused("The plan cannot be read as JSON.", given=path, do_next=f"Correct it: {error}.") from error
