"""The files of each return, known by their headings and not by their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from placements.importing.outcome import Fault
from placements.importing.ssda903.file_faults import COLUMNS, file_error, file_warning
from placements.importing.ssda903.sheet import Sheet
from placements.importing.ssda903.tables import EPISODES, HEADER, FileKind, nearest


@dataclass(frozen=True)
class ReturnFiles:
    """One return: the folder it came from and its files by name (`header`, `episodes`, ...)."""

    path: str
    files: dict[str, Sheet]


@dataclass(frozen=True)
class Recognised:
    """Every return of a load, and the faults of files that fit none or stand twice."""

    returns: tuple[ReturnFiles, ...]
    faults: tuple[Fault, ...]


def recognise_returns(sheets: Iterable[Sheet]) -> Recognised:
    """Put files together into returns, folder by folder."""
    folders: dict[str, dict[str, Sheet]] = defaultdict(dict)
    faults: list[Fault] = []
    for sheet in sheets:
        faults += sheet.faults
        if sheet.headings:
            faults += _take(folders[sheet.source.folder], sheet)
    returns = tuple(ReturnFiles(path, files) for path, files in folders.items())
    return Recognised(returns, (*faults, *_incomplete(returns)))


def _take(files: dict[str, Sheet], sheet: Sheet) -> list[Fault]:
    """Add a file to its return; the faults of its headings."""
    kind = sheet.kind
    if kind is None:
        return [_unknown(sheet)]
    faults = [_repeated(sheet, kind, name) for name, times in Counter(sheet.headings).items() if times > 1]
    faults += [_unused(sheet, kind, name) for name in sheet.headings if name not in kind.headings]
    if kind.name in files:
        return [*faults, _twice(sheet, kind, files[kind.name])]
    files[kind.name] = sheet
    return [*faults, *([] if kind.kept else [_not_kept(sheet, kind)])]


def _unknown(sheet: Sheet) -> Fault:
    kind = nearest(sheet.headings)
    lacking = ", ".join(column.name for column in kind.columns if column.name not in sheet.headings)
    message = (
        f"The headings fit no file of the return. The nearest is {kind.title}, for which these are lacking: {lacking}. "
        "Add the columns (blank ones will do where nothing is known), or take the file out of the folder."
    )
    return file_error(sheet.source.file, COLUMNS, message, row=1, value=", ".join(sheet.headings)[:200])


def _repeated(sheet: Sheet, kind: FileKind, name: str) -> Fault:
    what = f'The column "{name}"' if name else "A column without a heading"
    message = f"{what} stands more than once in this {kind.title} file, so its values could be either. Take one out."
    make = file_error if name in kind.headings else file_warning
    return make(sheet.source.file, COLUMNS, message, column=name, value=name)


def _unused(sheet: Sheet, kind: FileKind, name: str) -> Fault:
    message = f'The column "{name}" is no column of the {kind.title} file and was not read.'
    return file_warning(sheet.source.file, COLUMNS, message, column=name, value=name)


def _twice(sheet: Sheet, kind: FileKind, other: Sheet) -> Fault:
    message = (
        f"This file and {other.source.file} both have the headings of the {kind.title} file. "
        "Leave the right one in the folder and take the other out."
    )
    return file_error(sheet.source.file, COLUMNS, message, row=1, value=kind.title)


def _not_kept(sheet: Sheet, kind: FileKind) -> Fault:
    message = f"The {kind.title} file was checked for its children and not kept: nothing here uses what it holds."
    return file_warning(sheet.source.file, COLUMNS, message)


def _incomplete(returns: tuple[ReturnFiles, ...]) -> list[Fault]:
    """A return without its Header or Episodes file says nothing that could be kept."""
    return [
        file_error(entry.path, COLUMNS, f"This return has no {kind.title} file. Put it into the same folder.")
        for entry in returns
        for kind in (HEADER, EPISODES)
        if kind.name not in entry.files
    ]
