"""Ways in which a return gets spoilt on its way: bytes, cells, columns, encodings, files swapped, archives cut."""

from __future__ import annotations

import csv
import io
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

Mutation = Callable[[random.Random, list[Path]], None]

JUNK = [
    *("", " ", "?", "0", "-1", "99999999999999999999", "NaN", "null", "None", "TRUE", "1.0", "U6", "S", "X1", "E8"),
    *("31/02/2021", "2021-06-01", "1/6/2021", "01/06/21", "00/00/0000", "01/06/2021", "01/01/9999", "29/02/2021"),
    *("=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+44", "-5", "\t", "a,b", 'a"b', '"', "a\nb", "\r", "\x00"),
    *("\x1b[0m", "é", "Ω" * 30, "😀", "\u202e", "\ufeff", "'; drop table children; --", "<b>", "%s", "{CHILD}", "{0}"),
    *("x" * 300, "9" * 140_000, "YO1 1AA", "yo1 2bb", "ZZ99 3WZ", "SC123456", "1" * 21),
]


def flip_bytes(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    for _ in range(draw.randint(1, 8)):
        if content:
            content[draw.randrange(len(content))] = draw.randrange(256)
    path.write_bytes(content)


def insert_bytes(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    at = draw.randint(0, len(content))
    content[at:at] = draw.randbytes(draw.randint(1, 20))
    path.write_bytes(content)


def cut_out(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    start = draw.randint(0, len(content))
    del content[start : start + draw.randint(1, 60)]
    path.write_bytes(content)


def cut_short(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    path.write_bytes(content[: draw.randint(0, len(content))])


def change_encoding(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    text = content.decode("utf-8", "replace").replace("WBRI", draw.choice(("WBRI", "Wé", "W€")))
    path.write_bytes(
        text.encode(draw.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "cp037", "utf-7")), "replace")
    )


def change_delimiter(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    path.write_bytes(content.replace(b",", draw.choice((b";", b"\t", b"|", b",,", b" , "))))


def change_lines(draw: random.Random, files: list[Path]) -> None:
    path, content = _any(draw, files)
    path.write_bytes(content.replace(b"\r\n", draw.choice((b"\n", b"\r", b"\n\n", b"\r\n\r\n", b"", b",\n"))))


def change_cell(draw: random.Random, files: list[Path]) -> None:
    path, rows = _rows(draw, files)
    row = draw.choice(rows[1:] or rows)
    if row:
        row[draw.randrange(len(row))] = draw.choice(JUNK)
    _write(path, rows)


def swap_cells(draw: random.Random, files: list[Path]) -> None:
    path, rows = _rows(draw, files)
    one, other = draw.choice(rows), draw.choice(rows)
    if one and other:
        a, b = draw.randrange(len(one)), draw.randrange(len(other))
        one[a], other[b] = other[b], one[a]
    _write(path, rows)


def change_rows(draw: random.Random, files: list[Path]) -> None:
    path, rows = _rows(draw, files)
    at = draw.randrange(len(rows))
    what = draw.randrange(4)
    if what == 0 and len(rows) > 1:
        del rows[at]
    elif what == 1:
        rows.insert(at, list(draw.choice(rows)))
    elif what == 2:
        rows.insert(at, [])
    else:
        draw.shuffle(rows)
    _write(path, rows)


def change_columns(draw: random.Random, files: list[Path]) -> None:
    path, rows = _rows(draw, files)
    at, to = draw.randrange(len(rows[0]) or 1), draw.randrange(len(rows[0]) or 1)
    what = draw.randrange(4)
    if what == 0 and rows[0]:
        rows[0][at] = draw.choice(("", "X", rows[0][at].lower(), rows[0][to]))
    for row in rows:
        if what == 1:
            del row[at : at + 1]
        elif what == 2 and row:
            row.insert(to, row[min(at, len(row) - 1)])
        elif what == 3 and max(at, to) < len(row):
            row[at], row[to] = row[to], row[at]
    _write(path, rows)


def swap_files(draw: random.Random, files: list[Path]) -> None:
    one, other = draw.choice(files), draw.choice(files)
    a, b = one.read_bytes(), other.read_bytes()
    one.write_bytes(b)
    other.write_bytes(a)


def lose_or_copy_a_file(draw: random.Random, files: list[Path]) -> None:
    path = draw.choice(files)
    to = draw.choice(files).parent / draw.choice(("copy.csv", "copy.txt", "copy.CSV", "._copy.csv", "a/b.csv"))
    to.parent.mkdir(exist_ok=True)
    shutil.copy(path, to)
    if draw.random() < 0.5:
        path.write_bytes(b"")


MUTATIONS: tuple[Mutation, ...] = (
    *(flip_bytes, insert_bytes, cut_out, cut_short, change_encoding, change_delimiter, change_lines),
    *(change_cell,) * 7,
    *(swap_cells, change_rows, change_rows, change_columns, swap_files),
    lose_or_copy_a_file,
)


def zipped(draw: random.Random, folder: Path) -> Path:
    """The folder as an archive, perhaps cut short or with bytes changed."""
    path = folder.with_suffix(".zip")
    method = draw.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(path, "w", method) as archive:
        for inner in sorted(folder.rglob("*")):
            archive.write(inner, inner.relative_to(folder))
    what = draw.random()
    if what < 0.3:
        cut_short(draw, [path])
    elif what < 0.6:
        flip_bytes(draw, [path])
    return path


def _any(draw: random.Random, files: list[Path]) -> tuple[Path, bytearray]:
    path = draw.choice(files)
    return path, bytearray(path.read_bytes())


def _rows(draw: random.Random, files: list[Path]) -> tuple[Path, list[list[str]]]:
    path = draw.choice(files)
    text = path.read_bytes().decode("utf-8", "replace").replace("\x00", "")
    try:
        return path, list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    except csv.Error:  # spoilt already: what is left of it is cut at its commas
        return path, [line.split(",") for line in text.splitlines()] or [[]]


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
