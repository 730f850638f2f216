"""Five yearly returns of about 23,500 children: our import, checks, place fields and storing beside a peer's reading.

Run it by itself with `python -m benchmarks.bench_import`, or with the others through `make bench`. The peer,
cs-demand-model 0.5.1, needs older libraries and gets an environment of its own in the folder HOMEWARD_BENCH_CACHE (else
the system's temporary folder); where it cannot be installed, ours is measured alone and the reason is given.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

from benchmarks.invented_returns import write_returns

PEER = "cs-demand-model==0.5.1"
PEER_NEEDS = ("numpy<2", "pandas<2", "setuptools<81")
CHILDREN, YEARS, SEED = 23_500, 5, 1
AREAS = ("YO", "HG", "LS", "HU")
ROUNDS = 3
RATIO_WANTED = 1.5
MEGABYTES_ALLOWED = 500
ROOT = Path(__file__).resolve().parent.parent


def run() -> dict[str, object]:
    """Medians of interleaved rounds, each in a process of its own, and the most memory any of ours took."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        folder, empty = Path(place) / "returns", Path(place) / "empty.db"
        rows = write_returns(folder, children=CHILDREN, years=YEARS, seed=SEED, postcodes=prepare(empty))
        peer, because = peer_python()
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(measure(sys.executable, "-m", "benchmarks.bench_import", str(empty), str(folder)))
            if peer is not None:
                theirs.append(measure(str(peer), str(ROOT / "benchmarks" / "import_peer.py"), str(folder)))
    return report(rows, ours, theirs, because)


def report(
    rows: int, ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]], because: str
) -> dict[str, object]:
    """The row for the table; `ratio` is ours over the peer's: smaller is better."""
    mine = median(one["seconds"] for one in ours)
    peer = median(one["seconds"] for one in theirs) if theirs else None
    megabytes = max(one["megabytes"] for one in ours)
    ratio = None if peer is None else round(mine / peer, 2)
    return {
        "name": "import",
        "what": f"SSDA903, {YEARS} years, {CHILDREN:,} children, {rows:,} episode rows: import, check, derive, store",
        "unit": "seconds",
        "ours": round(mine, 2),
        "peer": f"{PEER}: read, enrich, fit" if peer is not None else because,
        "peer_value": None if peer is None else round(peer, 2),
        "ratio": ratio,
        "ratio_wanted": f"at most {RATIO_WANTED}",
        "peak_megabytes": megabytes,
        "peak_megabytes_allowed": MEGABYTES_ALLOWED,
        "met": None if ratio is None else bool(ratio <= RATIO_WANTED and megabytes <= MEGABYTES_ALLOWED),
        "note": f"SQLite; peak {megabytes} MB, at most {MEGABYTES_ALLOWED} wanted",
        "rounds": ROUNDS,
        "seed": SEED,
    }


def prepare(path: Path) -> list[str]:
    """An empty council's database with the postcodes around it; those in which the invented children live."""
    from placements.audit_chain import Event
    from placements.database import open_engine, upgrade
    from placements.geography import postcodes_from_wheel, show_postcode
    from placements.importing.postcode_areas import store
    from placements.models.reference import Authority
    from placements.permissions import Permission, Role, Viewer
    from placements.unit_of_work import UnitOfWork

    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    book = postcodes_from_wheel(AREAS)
    with UnitOfWork(engine, Viewer("benchmark", Role.ADMINISTRATOR), Permission.LOAD_DATA) as work:
        work.session.add(Authority(la_code="E06000014", name="York", responsible=True))
        store(work, book, source="benchmark")
        work.record(Event.DATABASE_CREATED, "E06000014")
        work.commit()
    engine.dispose()
    return [show_postcode(postcode) for postcode, *_ in book.rows()]


def load(empty: Path, folder: Path) -> dict[str, object]:
    """One round of ours: import into a copy of the empty database."""
    from placements.database import open_engine
    from placements.importing.ssda903 import import_ssda903
    from placements.permissions import Role, Viewer

    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        engine = open_engine(f"sqlite:///{shutil.copy(empty, place)}")
        started = time.perf_counter()
        result = import_ssda903(engine, Viewer("benchmark", Role.ADMINISTRATOR), [folder])
        seconds = time.perf_counter() - started
        engine.dispose()
    assert result.accepted == result.read
    return {"seconds": seconds, "megabytes": getrusage(RUSAGE_SELF).ru_maxrss // 1024, "rows": result.read}


def peer_python() -> tuple[Path | None, str]:
    """The Python of the peer's own environment, made where it is not there yet; or None, and why."""
    cache = (
        Path(os.environ.get("HOMEWARD_BENCH_CACHE") or tempfile.gettempdir()) / f"homeward-{PEER.replace('==', '-')}"
    )
    python = cache / "bin" / "python"
    try:
        if not (cache / "complete").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(cache)], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "--quiet", PEER, *PEER_NEEDS]
            subprocess.run(install, check=True, capture_output=True, text=True)
            (cache / "complete").touch()
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        return None, f"{PEER} could not be installed: {str(said).strip().splitlines()[-1][:200]}"
    return python, ""


def measure(*command: str) -> dict[str, Any]:
    """Run one round in a process of its own and read what it measured."""
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    measured: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return measured


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    print(json.dumps(load(*given) if given else run(), indent=None if given else 2))
