"""The duty sheet, to read at a desk at night or to print: it holds no address."""

from __future__ import annotations

from rich.console import Console

from api.printing.console import table
from api.words import count, day
from matching.duty_sheet import DutySheet, Tonight

HEADINGS = {
    Tonight.RING: "Ring tonight",
    Tonight.CONFIRM_FIRST: "Confirm the vacancy first",
    Tonight.NOT_TONIGHT: "Not tonight",
}


def print_duty_sheet(console: Console, sheet: DutySheet) -> None:
    """Print whom to ring, whom to ask first, who takes nobody, and what is asked for."""
    console.print(f"\n[bold]Duty sheet for {day(sheet.on)}[/bold]")
    for tonight, heading in HEADINGS.items():
        lines = sheet.those(tonight)
        rows = table(
            f"{heading}: {count(len(lines), 'home')}",
            "Home",
            "Who",
            "Beds free",
            "May take",
            "Because",
            numbers=("Beds free",),
        )
        for line in lines:
            rows.add_row(line.home, line.name or "", str(line.free_beds), line.terms, line.because)
        if lines:
            console.print(rows)
    rows = table(f"Open referrals: {len(sheet.referrals)}", "Referral", "How soon", "For")
    for referral, urgency, who in sheet.referrals:
        rows.add_row(referral, urgency, who)
    if sheet.referrals:
        console.print(rows)
