"""What was asked of whom, and whom to write to next, to read at a desk."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from api.printing.console import table
from api.shapes.approach import ApproachAnswer, ChaseList, ToWrite, WaitsFor
from api.words import count, moment, plain

NO_TIER = "none"


def print_approach(console: Console, answer: ApproachAnswer) -> None:
    """Print the providers asked or to be asked, who waits and until when, and what is rare in the paper."""
    if answer.released:
        _print_sent(console, answer)
    else:
        _print_draft(console, answer)
    _print_waiting(console, answer.waiting)
    for flag in answer.flags:
        console.print(f"Look at this before it goes: {escape(flag)}.")
    for note in answer.notes:
        console.print(escape(note))


def _print_sent(console: Console, answer: ApproachAnswer) -> None:
    rows = table(f"Asked about {answer.referral}", "Reference", "Provider", "Who", "Tier", "Answer due")
    for one in answer.sent:
        early = " (before its turn)" if one.early else ""
        rows.add_row(one.reference, one.provider, escape(one.name), _tier(one.tier) + early, moment(one.reply_due))
    console.print(rows)
    console.print(answer.sends)
    first = answer.sent[0].reference
    console.print(f"The paper of each: homeward report referral {first} --output {first}.pdf (or .docx, .txt)")


def _print_draft(console: Console, answer: ApproachAnswer) -> None:
    console.print(f"\n[bold]Draft for {answer.referral}: nothing is recorded yet[/bold]")
    rows = table("Would be asked now", "Provider", "Who", "Tier")
    for one in answer.would_ask:
        rows.add_row(one.provider, escape(one.name), _tier(one.tier))
    console.print(rows)
    console.print(answer.draft or "", markup=False)
    console.print("Let a second person read it, then run this again with --checked-by and their name.")


def _print_waiting(console: Console, waiting: Sequence[WaitsFor]) -> None:
    """Providers whose turn it is not yet, a line for each tier."""
    rows = table(f"Not their turn yet: {count(len(waiting), 'provider')}", "Tier", "Providers", "From", "Why")
    tiers: dict[tuple[int | None, str, str], list[str]] = {}
    for one in waiting:
        opens = moment(one.opens) if one.opens else "when the others were asked"
        tiers.setdefault((one.tier, opens, one.because), []).append(f"{one.provider} {one.name}")
    for (tier, opens, because), providers in tiers.items():
        rows.add_row(_tier(tier), escape("; ".join(providers)), opens, escape(because))
    if waiting:
        console.print(rows)


def _tier(tier: int | None) -> str:
    return NO_TIER if tier is None else str(tier)


def print_chase(console: Console, chase: ChaseList) -> None:
    """Print whom to write to, in order, each with the words."""
    if not (chase.overdue or chase.waiting or chase.to_tell):
        console.print("Nobody has to be written to.")
    _print_lines(console, "Past due: write or ring now", chase.overdue, with_words=True)
    _print_lines(
        console, "Tell them it is over (homeward feedback REFERENCE WHY --by NAME)", chase.to_tell, with_words=True
    )
    _print_lines(console, "Not due yet", chase.waiting, with_words=False)


def _print_lines(console: Console, title: str, lines: Sequence[ToWrite], *, with_words: bool) -> None:
    if not lines:
        return
    rows = table(
        f"{title}: {count(len(lines), 'provider')}", "Reference", "Referral", "Who", "How soon", "Due", "Sent by"
    )
    for one in lines:
        rows.add_row(
            one.reference,
            one.referral,
            escape(one.name),
            plain(one.urgency),
            moment(one.reply_due),
            escape(one.sent_by),
        )
    console.print(rows)
    for one in lines if with_words else ():
        console.print(escape(f"  {one.words}"))
