"""The whole job on the demonstration authority: invented, loaded, searched, planned, forecast, counted, printed."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from rich.console import Console

from api.accounts import NewAccount, open_account
from api.initialise import YORK, initialise
from api.printing.console import table
from api.words import count, plain
from placements.audit_chain import Event
from placements.database import open_engine
from placements.importing.outcome import ImportResult
from placements.models.loading import Level
from placements.models.reference import Setting
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

DEMONSTRATOR = Viewer("demonstration", Role.ADMINISTRATOR)
LISTS = ("providers", "contracts", "homes", "carers", "prices")
POSITION = ("children", "position", "referrals", "budget", "ledger", "funnel", "fostering-return")
SIGN_INS = {
    "duty": ("Dee Invented", Role.EMERGENCY_DUTY),
    "placements": ("Pat Invented", Role.PLACEMENT_OFFICER),
    "manager": ("Max Invented", Role.TEAM_MANAGER),
    "commissioner": ("Chris Invented", Role.COMMISSIONER),
    "director": ("Dara Invented", Role.DIRECTOR),
    "board": ("Bo Invented", Role.BOARD_MEMBER),
    "administrator": ("Ada Invented", Role.ADMINISTRATOR),
}
BACK_TEST_RUNS, BACK_TEST_MONTHS = 100, 12

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How large an authority to invent: children in care at the end, years of returns, the seed.

    With `past`, the desk's year before is played too: referrals, offers, decisions and how they went.
    """

    children: int = 240
    years: int = 10
    seed: int = 1
    past: bool = False


def fresh_database(path: Path) -> sa.Engine:
    """A new database in place of whatever this demonstration left there before."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return open_engine(f"sqlite:///{path}")


def build(engine: sa.Engine, folder: Path, size: Size, progress: Progress) -> list[ImportResult]:
    """Invent an authority and load it through the same doors a council would use."""
    from data.demo import generate

    progress("inventing people, homes and ten years of returns")
    shutil.rmtree(folder, ignore_errors=True)
    generate(folder, size.children, size.years, size.seed)
    progress("starting the record")
    initialise(engine, DEMONSTRATOR, YORK)
    with UnitOfWork(engine, DEMONSTRATOR, Permission.LOAD_DATA) as work:
        work.session.add(Setting(name="demonstration", value="yes"))
        work.record(Event.REFERENCE_LOADED, "demonstration: every person is invented")
        work.commit()
    loaded = _load_everything(engine, folder, progress)
    _play_the_desk(engine, size, progress)
    return loaded


def _play_the_desk(engine: sa.Engine, size: Size, progress: Progress) -> None:
    from api.desk_now import set_the_desk
    from api.past import play_the_past
    from placements.repository.occupancies import position_day
    from placements.repository.records import records_for

    with records_for(engine, DEMONSTRATOR) as records:
        today = position_day(records)
    if today is None:
        return
    if size.past:
        play_the_past(engine, today, size.seed, progress)
    set_the_desk(engine, today)


def _load_everything(engine: sa.Engine, folder: Path, progress: Progress) -> list[ImportResult]:
    from placements.importing.load import import_noun
    from placements.importing.ssda903.load import import_ssda903

    def load(noun: str, ending: str = "xlsx") -> ImportResult:
        progress(f"loading {noun}")
        return import_noun(engine, DEMONSTRATOR, noun, folder / f"{noun}.{ending}")

    results = [load("schools", "csv"), *map(load, LISTS)]
    progress("loading the yearly returns")
    results.append(import_ssda903(engine, DEMONSTRATOR, [folder / "returns"]))
    return [*results, *map(load, POSITION)]


def print_loads(console: Console, results: list[ImportResult]) -> None:
    """What was loaded: every row read is accepted or rejected."""
    numbers = ("Rows read", "Accepted", "Rejected", "To look at")
    rows = table("Loaded", "List", *numbers, "Seconds", numbers=(*numbers, "Seconds"))
    for result in results:
        warnings = sum(1 for fault in result.findings if fault.level is Level.WARNING)
        counts = (result.read, result.accepted, result.rejected, warnings)
        rows.add_row(result.noun, *(f"{number:,}" for number in counts), f"{result.seconds:.1f}")
    console.print(rows)


def open_accounts(engine: sa.Engine) -> dict[str, tuple[str, Role, str]]:
    """A sign-in for each kind of person shown, with a password made now: name to person, role and password."""
    opened: dict[str, tuple[str, Role, str]] = {}
    for name, (person, role) in SIGN_INS.items():
        password = secrets.token_urlsafe(12)
        open_account(engine, DEMONSTRATOR, NewAccount(name, person, role, password))
        opened[name] = (person, role, password)
    return opened


def print_sign_ins(console: Console, opened: dict[str, tuple[str, Role, str]]) -> None:
    """Who may sign in to the demonstration, and with what."""
    rows = table("Sign-ins (this demonstration only)", "Name", "Password", "Person", "Sees")
    for name, (person, role, password) in opened.items():
        rows.add_row(name, password, person, plain(role))
    console.print(rows)


def demonstrate(
    console: Console, engine: sa.Engine, folder: Path, progress: Progress, size: Size | None = None
) -> None:
    """Build the authority and print the whole job, one audience after another."""
    started = time.perf_counter()
    size = size or Size(past=True)
    results = build(engine, folder, size, progress)
    console.print(
        f"\n[bold]An invented authority the size of York[/bold]: {count(size.children, 'child', 'children')} in care, "
        f"{size.years} years of returns. Every person in it is invented. Its files are in {folder.name}/."
    )
    print_loads(console, results)
    _keep_a_track_record(engine, progress)
    asked = time.perf_counter()
    _print_answers(console, engine, progress)
    ended = time.perf_counter()
    console.print(
        f"\nSearch, plan and forecast {ended - asked:.1f} s; the whole {ended - started:.1f} s.", markup=False
    )


def _keep_a_track_record(engine: sa.Engine, progress: Progress) -> None:
    """Set earlier forecasts beside what happened, from few origins, so that every figure here stands beside them."""
    from forecasting.backtest import backtest
    from forecasting.track_record import keep
    from placements.repository.back_tests import returns_digest
    from placements.repository.records import records_for

    progress("setting earlier forecasts beside what happened")
    with records_for(engine, DEMONSTRATOR) as records:
        digest = returns_digest(records)
        found = backtest(records, replicates=BACK_TEST_RUNS, every=BACK_TEST_MONTHS)
    with UnitOfWork(engine, DEMONSTRATOR, Permission.SEE_FORECASTS) as work:
        keep(work, found, digest)
        work.commit()


def _print_answers(console: Console, engine: sa.Engine, progress: Progress) -> None:
    from api.showing import show_board, show_commissioner, show_placement_team

    for show in (show_placement_team, show_commissioner, show_board):
        show(console, engine, DEMONSTRATOR, progress)
