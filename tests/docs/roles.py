"""The reference page of roles, made from the closed lists: `python -m tests.docs.roles` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from api.words import plain, sentence
from placements.models import Base
from placements.models.guarded import Guarded, guarded_columns
from placements.permissions import GRANTS, Permission, Role

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "roles.md"
GIVEN = [role for role in Role if role not in {Role.SIGNED_OUT, Role.ADMINISTRATOR}]
HEAD = """# Roles and what they may do

Made from the closed lists in the code (`placements/permissions.py`), which the program itself asks: every query and
every change needs one of these permissions, and whatever is not granted is refused. An administrator holds them all and
is left out below; somebody who is not signed in may sign in and read what was released. Administrators see the same in
*Accounts*.
"""
COLUMNS = """
## What no page shows by itself

Columns marked where they are declared (`placements/models/guarded.py`). An **address** is shown to somebody whose role
may see protected postcodes, who says why; the look is reviewed by another manager within two working days. What is
**restricted** or **secret** is shown on no page, but for the proof of a session in that person's own forms. Canaries in
each are looked for in every page, paper, error and log.
"""


def page() -> str:
    """The page."""
    return "\n".join([HEAD, *_grants(), COLUMNS, *_columns(), ""])


def _grants() -> Iterator[str]:
    yield "| may | who |"
    yield "|---|---|"
    for permission in Permission:
        held = [plain(role) for role in GIVEN if permission in GRANTS[role]]
        yield f"| {plain(permission)} | {', '.join(held) or 'administrators only'} |"


def _columns() -> Iterator[str]:
    yield "| kind | column |"
    yield "|---|---|"
    for kind in Guarded:
        names = [f"`{column}`" for column, why in guarded_columns(Base.metadata) if why is kind]
        yield f"| {sentence(kind)} | {', '.join(names)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
