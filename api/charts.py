"""Every chart, in one place and one look: drawn as SVG on the server, words as words, bands labelled where they lie."""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from api.shapes.forecast import Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, GREY, PALE = "#12436D", "#3D3D3D", "#D9D9D9"
LOOK: dict[Any, Any] = {
    "font.family": ["Arial", "Liberation Sans", "DejaVu Sans"],
    "font.size": 12,
    "svg.fonttype": "none",
    "svg.hashsalt": "homeward",
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "text.color": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
}
SIZE = (7.6, 4.2)
HEADROOM = 1.04
"""Room over the highest point, so that its label is never cut."""
LABELS = {"p97_5": "95%", "p90": "80%", "p50": "middle", "p10": "80%", "p2_5": "95%"}
Point = tuple[dt.date, float]
Range = tuple[dt.date, float, float, float]
"""A day with the low end, the middle and the high end of a range."""
SMALL_WIDTH, SMALL_HEIGHT, SMALL_EDGE = 140, 32, 6
_drawing = Lock()


def fan(
    past: Sequence[Point],
    months: Sequence[dt.date],
    series: Series,
    say: Callable[[float], str],
    beside: Sequence[float] | None = None,
) -> bytes:
    """A figure's past and its next months: a line, then a fan of the ranges of 80 and of 95 runs of 100.

    `past` ends with the figure from which the fan opens; `say` puts a figure into words at the fan's end; `beside` is
    another course of the same months, dashed. Answers SVG that is the same for the same figures.
    """

    def draw(axes: Axes) -> None:
        (today, now), end = past[-1], months[-1].toordinal()
        days = [today.toordinal(), *(month.toordinal() for month in months)]
        lines = {name: [now, *getattr(series, name)] for name in LABELS}
        axes.plot([day.toordinal() for day, _ in past], [value for _, value in past], color=GREY, linewidth=2)
        axes.fill_between(days, lines["p2_5"], lines["p97_5"], color=INK, alpha=0.14, linewidth=0)
        axes.fill_between(days, lines["p10"], lines["p90"], color=INK, alpha=0.28, linewidth=0)
        axes.plot(days, lines["p50"], color=INK, linewidth=2.5)
        if beside is not None:
            axes.plot(days, [now, *beside], color=GREY, linewidth=2, linestyle="dashed")
        axes.set_ylim(bottom=0)
        axes.set_xlim(past[0][0].toordinal(), end)
        _name_the_years(axes, past[0][0], months[-1])
        _label_the_end(axes, end, {name: values[-1] for name, values in lines.items()}, say)

    return _drawn(draw)


def fan_of_years(past: Sequence[Point], ahead: Sequence[Range], say: Callable[[float], str]) -> bytes:
    """A figure at the ends of past years, and the range of 80 runs of 100 at the ends of years to come.

    Drawn from figures as printed and from nothing finer, so that it can be published. Without a past it begins with
    the first of the years to come.
    """

    def draw(axes: Axes) -> None:
        last = [(past[-1][0], past[-1][1], past[-1][1], past[-1][1])] if past else []
        days, low, middle, high = zip(*[(on.toordinal(), *rest) for on, *rest in [*last, *ahead]], strict=True)
        if past:
            on = [day.toordinal() for day, _ in past]
            axes.plot(on, [value for _, value in past], color=GREY, linewidth=2, marker="o", markersize=5)
        axes.fill_between(days, low, high, color=INK, alpha=0.28, linewidth=0)
        axes.plot(days, middle, color=INK, linewidth=2.5, marker="o", markersize=5)
        axes.set_ylim(0, axes.get_ylim()[1] * HEADROOM)
        axes.yaxis.set_major_formatter(lambda value, _: say(value))
        first = past[0][0] if past else ahead[0][0]
        axes.set_xlim(first.toordinal(), days[-1])
        _name_the_years(axes, first, ahead[-1][0])
        ends = {"p90": high[-1], "p50": middle[-1], "p10": low[-1]}
        _label_the_end(axes, days[-1], ends, say)

    return _drawn(draw)


def small_line(values: Sequence[float | None]) -> str:
    """A few years as a small line inside a page, from the figures printed beside it; none for a hidden one."""
    known = [value for value in values if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    low, span = min(known), (max(known) - min(known)) or 1
    step = SMALL_WIDTH / max(len(values) - 1, 1)
    points = [
        (at * step + SMALL_EDGE, SMALL_HEIGHT - (value - low) / span * SMALL_HEIGHT + SMALL_EDGE)
        for at, value in enumerate(values)
        if value is not None
    ]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    x, y = points[-1]
    box = f"0 0 {SMALL_WIDTH + 2 * SMALL_EDGE} {SMALL_HEIGHT + 2 * SMALL_EDGE}"
    return (
        f'<svg class="app-small-line" viewBox="{box}" aria-hidden="true" focusable="false">'
        f'<polyline points="{line}" fill="none" stroke="{INK}" stroke-width="3"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="{INK}"/></svg>'
    )


def _name_the_years(axes: Axes, first: dt.date, last: dt.date) -> None:
    """A tick at each 31 March, where the years of the returns end."""
    ends = [dt.date(year, 3, 31) for year in range(first.year, last.year + 1)]
    ends = [day for day in ends if first <= day <= last]
    axes.set_xticks([day.toordinal() for day in ends])
    axes.set_xticklabels([f"{day:%b}\n{day.year}" for day in ends])


def _label_the_end(axes: Axes, end: int, at_end: dict[str, float], say: Callable[[float], str]) -> None:
    """Name the line and the edges of the bands at their end, moved apart where they would touch."""
    space = axes.get_ylim()[1] * 0.06
    labels = {name: words for name, words in LABELS.items() if name in at_end}
    heights = _apart([at_end[name] for name in labels], space)
    for (name, words), height in zip(labels.items(), heights, strict=True):
        label = f"{say(at_end[name])} · {words}"
        weight = "bold" if name == "p50" else "normal"
        axes.annotate(
            label,
            (end, height),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=11,
            weight=weight,
            annotation_clip=False,
        )


def _apart(heights: Sequence[float], space: float) -> list[float]:
    """Heights from high to low, moved so that no two are nearer than `space`; the middle one stays."""
    moved = list(heights)
    middle = len(moved) // 2
    for index in range(middle - 1, -1, -1):
        moved[index] = max(moved[index], moved[index + 1] + space)
    for index in range(middle + 1, len(moved)):
        moved[index] = min(moved[index], moved[index - 1] - space)
    return moved


def _drawn(draw: Callable[[Axes], None]) -> bytes:
    """Draw on one pair of axes in our look, one chart at a time, in a tight box so that no label is cut."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with _drawing, rc_context(LOOK):
        figure = Figure(figsize=SIZE)
        axes = figure.add_subplot()
        draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color=PALE, linewidth=0.8)
        axes.set_axisbelow(True)
        out = io.BytesIO()
        figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return out.getvalue()
