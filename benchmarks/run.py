"""Runs every benchmark, each in a process of its own, and writes `benchmarks/results/` as JSON and as a table.

Names choose among them: `python benchmarks/run.py plan distances`.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results"
COLUMNS = ("what", "unit", "ours", "peer", "peer_value", "ratio", "ratio_wanted", "met", "note")


def names(chosen: Iterable[str]) -> list[str]:
    """The benchmarks asked for; all where none is."""
    standing = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    unknown = sorted(set(chosen) - set(standing))
    if unknown:
        sys.exit(f"There is no benchmark called {unknown[0]}. Choose among: {', '.join(standing)}.")
    return [name for name in standing if not chosen or name in chosen]


def measured(name: str) -> dict[str, Any]:
    """What one benchmark measured."""
    result: dict[str, Any] = importlib.import_module(f"benchmarks.bench_{name}").run()
    return result


def in_its_own_process(name: str) -> dict[str, Any]:
    """Measure one benchmark where no other has been: memory and libraries of one do not touch the next."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measured, name).result()


def rows_of(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of a result; most have one, themselves."""
    return list(result.get("rows", [result]))


def table(results: Iterable[Mapping[str, Any]]) -> str:
    """All rows as a Markdown table."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    lines += [
        "| " + " | ".join(_cell(row.get(column)) for column in COLUMNS) + " |"
        for result in results
        for row in rows_of(result)
    ]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def main(chosen: list[str]) -> None:
    results = []
    for name in names(chosen):
        print(f"benchmark: {name}", file=sys.stderr, flush=True)
        results.append(in_its_own_process(name))
    RESULTS.mkdir(exist_ok=True)
    for result in results:
        (RESULTS / f"{result['name']}.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    text = f"# Benchmarks\n\nMedians beside peers in the same run; {machine}.\n\n{table(kept)}"
    (RESULTS / "table.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
