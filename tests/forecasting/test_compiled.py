"""What is compiled is kept on disk under a name that changes with everything it came from."""

from __future__ import annotations

import ast
from pathlib import Path

import forecasting
from forecasting import compiled
from forecasting.warm import warm

FLOOR = Path(forecasting.__file__).parent


def imported(name: str) -> set[str]:
    """The modules of this floor that one of them imports."""
    tree = ast.parse((FLOOR / f"{name}.py").read_text(encoding="utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {
        module.removeprefix("forecasting.").replace(".", "/") for module in found if module.startswith("forecasting.")
    }


def test_the_name_of_what_is_kept_covers_every_module_that_compiled_code_may_come_from() -> None:
    modules = {path.relative_to(FLOOR).with_suffix("").as_posix() for path in FLOOR.rglob("*.py")}
    needed = {name for name in modules if "@compiled" in (FLOOR / f"{name}.py").read_text(encoding="utf-8")}
    while more := {module for name in needed for module in imported(name)} - needed:
        needed |= more
    assert needed <= set(compiled._COMPILED_FROM)


def test_compiling_beforehand_leaves_code_on_disk() -> None:
    warm()
    folder = compiled._folder()
    assert folder is not None
    assert list(folder.rglob("people.live_all*.nbc"))
