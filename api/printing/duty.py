"""The duty sheet, to read at a desk at night or to print: it holds no address."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from api.printing.console import table
from api.words import count, day
from matching.duty_sheet import DutySheet, HomeTonight, Tonight

TO_RING = {Tonight.RING: "Ring tonight", Tonight.CONFIRM_FIRST: "Confirm the vacancy first"}


def print_duty_sheet(console: Console, sheet: DutySheet) -> None:
    """Print whom to ring, whom to ask first, who takes nobody and why, and what is asked for."""
    console.print(f"\n[bold]Duty sheet for {day(sheet.on)}[/bold]")
    for tonight, heading in TO_RING.items():
        _print_to_ring(console, heading, sheet.those(tonight))
    _print_others(console, sheet.those(Tonight.NOT_TONIGHT))
    rows = table(f"Open referrals: {len(sheet.referrals)}", "Referral", "How soon", "For")
    for referral, urgency, who in sheet.referrals:
        rows.add_row(referral, urgency, who)
    if sheet.referrals:
        console.print(rows)


def _print_to_ring(console: Console, heading: str, lines: Sequence[HomeTonight]) -> None:
    title = f"{heading}: {count(len(lines), 'home')}"
    rows = table(title, "Home", "Who", "Beds free", "May take", "Because", numbers=("Beds free",))
    for line in lines:
        rows.add_row(line.home, line.name or "", str(line.free_beds), line.terms, line.because)
    if lines:
        console.print(rows)


def _print_others(console: Console, lines: Sequence[HomeTonight]) -> None:
    """Homes that take nobody tonight, by reason: nobody has to read a line for each."""
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        until = f" (until {day(line.until)})" if line.until else ""
        by_reason.setdefault(line.kind or line.because, []).append(f"{line.home}{until}")
    rows = table(f"Not tonight: {count(len(lines), 'home')}", "Because", "Homes")
    for because, homes in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        rows.add_row(because, ", ".join(homes))
    if lines:
        console.print(rows)
