"""The reference page of the checks of a return, made from them: `python -m tests.docs.import_checks` writes it."""

from __future__ import annotations

from pathlib import Path

from placements.importing.ssda903.checks.registry import table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "import-checks.md"
HEAD = """# Checks of an SSDA903 return

Made from the checks themselves. Level E stops the whole load, unless a named person sets the children it touches aside
(`--set-aside-by NAME`); a fault of a whole file cannot be set aside. Level W is kept and listed. The last column names
the rules of the Department for Education's own validation that ask the same; they are restated here from their meaning.

"""


def page() -> str:
    """The whole page, as it should stand in docs/reference/import-checks.md."""
    return f"{HEAD}{table()}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
