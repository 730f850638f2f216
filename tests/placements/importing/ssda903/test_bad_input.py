"""Input that is not what it should be: a clear sentence with file, row and rule; nothing lost, nothing half kept."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from placements.errors import Refused
from placements.importing.outcome import Fault, ImportResult
from placements.importing.ssda903 import import_ssda903, limits, sources
from placements.models.care import Episode
from placements.models.loading import Import
from tests.placements.importing.ssda903.towns import LOADER, child, episode, headings, write, write_return

NAME = "Ann Invented"


def refused(engine: sa.Engine, path: Path) -> tuple[ImportResult, Fault]:
    """Load what cannot be loaded, with a name that would set children aside; the result and its first error."""
    result = import_ssda903(engine, LOADER, [path], set_aside_by=NAME)
    assert (result.refused, result.accepted, result.rejected) == (True, 0, result.read)
    with engine.connect() as connection:
        for table in (Import, Episode):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    return result, next(fault for fault in result.findings if fault.level.value == "E")


def replace_text(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_file_that_is_not_utf8_is_named_with_row_and_bytes(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "episodes.csv"
    path.write_bytes(path.read_bytes().replace(b"U6", b"U\xe9"))
    result, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file, fault.row) == ("903-encoding", str(path), 2)
    assert fault.message.startswith("The file is not UTF-8 (probably Windows or Latin text): row 2 holds the bytes e9.")
    assert result.read == 2


def test_utf16_is_named_as_what_it_is(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "header.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file) == ("903-encoding", str(path))
    assert "UTF-16" in fault.message


def test_a_byte_order_mark_is_no_fault(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "header.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert import_ssda903(sqlite_engine, LOADER, [folder]).accepted == 2


def test_a_missing_column_is_named_with_the_nearest_file(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "episodes.csv"
    replace_text(path, "DECOM", "STARTED")
    result, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file, fault.row) == ("903-columns", str(path), 1)
    assert "The nearest is Episodes, for which these are lacking: DECOM." in fault.message
    assert result.read == 2


def test_a_repeated_column_is_named(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "header.csv"
    path.write_text(
        "".join(
            f"{line},{'DOB' if not at else '01/01/2010'}\n" for at, line in enumerate(path.read_text().splitlines())
        )
    )
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.column) == ("903-columns", "DOB")


def test_a_column_too_many_is_said_and_stops_nothing(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "header.csv"
    path.write_text(
        "".join(f"{line},{'COLOUR' if not at else 'red'}\n" for at, line in enumerate(path.read_text().splitlines()))
    )
    result = import_ssda903(sqlite_engine, LOADER, [folder])
    assert result.accepted == 2
    assert [(fault.rule, fault.level.value, fault.column) for fault in result.findings] == [
        ("903-columns", "W", "COLOUR")
    ]


def test_columns_may_come_in_any_order(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "header.csv"
    lines = [line.split(",") for line in path.read_text().splitlines()]
    path.write_text("".join(",".join(reversed(line)) + "\n" for line in lines))
    assert import_ssda903(sqlite_engine, LOADER, [folder]).accepted == 2


def test_files_are_known_by_their_headings_and_not_by_their_names(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    (folder / "episodes.csv").rename(folder / "x.csv")
    (folder / "header.csv").rename(folder / "episodes.csv")
    assert import_ssda903(sqlite_engine, LOADER, [folder]).accepted == 2


def test_two_files_with_the_same_headings_are_both_named(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    write(folder / "header2.csv", "header", [child()])
    result, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file) == ("903-columns", str(folder / "header2.csv"))
    assert str(folder / "header.csv") in fault.message
    assert result.read == 3


def test_a_return_without_a_header_file_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    (write_return(folder) / "header.csv").unlink()
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file, fault.message) == (
        "903-columns",
        str(folder),
        "This return has no Header file. Put it into the same folder.",
    )


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b",,,\n,,\n"])
def test_an_empty_file_is_said_to_be_empty(sqlite_engine: sa.Engine, folder: Path, content: bytes) -> None:
    (write_return(folder) / "uasc.csv").write_bytes(content)
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file) == ("903-file", str(folder / "uasc.csv"))
    assert fault.message.startswith("The file is empty")


def test_a_file_with_headings_and_no_rows_is_a_return_of_nothing(sqlite_engine: sa.Engine, folder: Path) -> None:
    assert import_ssda903(sqlite_engine, LOADER, [write_return(folder, missing=[], uasc=[])]).accepted == 2


def test_a_folder_without_any_csv_file_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.docx").write_bytes(b"PK")
    result, fault = refused(sqlite_engine, folder)
    assert "no CSV or XML file" in fault.message
    first = result.findings[0]
    assert (first.rule, first.level.value, first.file) == (
        *("903-file", "W"),
        str(folder / "notes.docx"),
    )


def test_a_path_where_there_is_nothing_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    with pytest.raises(Refused, match="no file or folder"):
        import_ssda903(sqlite_engine, LOADER, [folder])


def test_a_row_with_a_comma_too_many_is_named(sqlite_engine: sa.Engine, folder: Path) -> None:
    replace_text(write_return(folder) / "episodes.csv", "1234567", "1234,567")
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.row, fault.value) == ("903-encoding", 2, "14 cells")
    assert "under 13 headings" in fault.message


def test_a_row_with_a_cell_too_few_is_named(sqlite_engine: sa.Engine, folder: Path) -> None:
    replace_text(write_return(folder) / "episodes.csv", ",1234567", "")
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.row, fault.value) == ("903-encoding", 2, "12 cells")


def test_blank_cells_and_blank_rows_beyond_the_data_are_harmless(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "episodes.csv"
    path.write_text(path.read_text().rstrip() + ",,\n\n" + "," * 12 + "\n")
    result = import_ssda903(sqlite_engine, LOADER, [folder])
    assert (result.read, result.accepted) == (2, 2)


@pytest.mark.parametrize("quoted", ['"U6', '"U6"x', '"U6\n"'])
def test_a_stray_quote_is_refused_with_its_row(sqlite_engine: sa.Engine, folder: Path, quoted: str) -> None:
    replace_text(write_return(folder) / "episodes.csv", "U6", quoted)
    _, fault = refused(sqlite_engine, folder)
    assert fault.rule == "903-encoding"
    assert fault.row in (2, 3)
    assert "quote" in fault.message


def test_an_endless_cell_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    replace_text(write_return(folder) / "episodes.csv", "1234567", "9" * 200_000)
    _, fault = refused(sqlite_engine, folder)
    assert fault.rule == "903-encoding"
    assert "endless cell" in fault.message


def test_a_zero_byte_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    replace_text(write_return(folder) / "episodes.csv", "1234567", "123\x00567")
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.row) == ("903-encoding", 2)


def test_a_very_long_text_is_quoted_short_and_loses_no_child(engine: sa.Engine, folder: Path) -> None:
    result = import_ssda903(
        engine, LOADER, [write_return(folder, episodes=[episode(URN="9" * 5_000, HOME_POST="Y" * 999)])]
    )
    assert result.accepted == 2
    assert {fault.rule for fault in result.findings} == {"903-urn", "903-postcode"}
    assert all(len(fault.message) < 500 and len(fault.value or "") < 300 for fault in result.findings)
    with engine.connect() as connection:
        assert tuple(connection.execute(sa.select(Episode.urn, Episode.home_post)).one()) == (None, None)


def test_a_formula_is_found_and_never_kept(engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder, episodes=[episode(URN='=HYPERLINK("http://x","y")')])
    result = import_ssda903(engine, LOADER, [path])
    first = result.findings[0]
    assert (first.rule, first.row, first.column) == ("903-formula", 2, "URN")
    assert result.refused


def test_a_200_megabyte_file_is_refused_before_it_is_read(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder) / "reviews.csv"
    with path.open("wb") as file:
        file.truncate(200 * limits.MEGABYTE)  # a hole: it takes no room on the disk
    _, fault = refused(sqlite_engine, folder)
    assert (fault.rule, fault.file) == ("903-file", str(path))
    assert fault.message.startswith("The file is 200 MB; at most 32 MB is read")


def zipped(folder: Path, **files: bytes) -> Path:
    path = folder.with_suffix(".zip")
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"2021-22/{name}.csv", content)
    return path


def test_a_zip_archive_of_a_year_a_folder_is_read(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    path = zipped(folder, **{name: (folder / f"{name}.csv").read_bytes() for name in ("header", "episodes")})
    result = import_ssda903(sqlite_engine, LOADER, [path])
    assert (result.accepted, result.returns) == (2, ((f"{path}/2021-22", "2021/22"),))


def test_a_zip_bomb_is_refused_before_it_goes_off(sqlite_engine: sa.Engine, folder: Path) -> None:
    _, fault = refused(sqlite_engine, zipped(folder, episodes=bytes(60 * limits.MEGABYTE)))
    assert (fault.rule, fault.message[:22]) == ("903-file", "The file is 60 MB; at ")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = zipped(folder, episodes=bytes(60 * limits.MEGABYTE))
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", 60 * limits.MEGABYTE), struct.pack("<I", 1000)))
    _, fault = refused(sqlite_engine, path)
    assert fault.rule in ("903-file", "903-encoding")


@pytest.mark.parametrize("keep", [0, 10, 100, -10])
def test_a_zip_archive_cut_short_is_refused(sqlite_engine: sa.Engine, folder: Path, keep: int) -> None:
    path = zipped(folder, header=b"CHILD\n1\n", episodes=b"x" * 500)
    path.write_bytes(path.read_bytes()[:keep])
    _, fault = refused(sqlite_engine, path)
    assert (fault.rule, fault.file) == ("903-file", str(path))
    assert "broken or cut short" in fault.message


def test_an_archive_inside_an_archive_is_listed_and_not_opened(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("header.csv", "CHILD")
    path = zipped(folder, **{name: (folder / f"{name}.csv").read_bytes() for name in ("header", "episodes")})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("2021-22/inner.zip", inner.getvalue())
    result = import_ssda903(sqlite_engine, LOADER, [path])
    assert result.accepted == 2
    assert [(fault.rule, fault.level.value, fault.file) for fault in result.findings] == [
        ("903-file", "W", f"{path}/2021-22/inner.zip")
    ]


def test_more_than_a_load_should_hold_is_refused(
    sqlite_engine: sa.Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 3)
    for year in ("a", "b"):
        write_return(folder / year)
    _, fault = refused(sqlite_engine, folder)
    assert fault.rule == "903-file"
    assert "Load fewer years at a time" in fault.message


def test_a_file_given_twice_is_read_once(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    result = import_ssda903(sqlite_engine, LOADER, [folder, folder / "header.csv"])
    assert (result.read, result.accepted) == (2, 2)


def test_a_child_without_a_header_row_is_named(sqlite_engine: sa.Engine, folder: Path) -> None:
    result = import_ssda903(sqlite_engine, LOADER, [write_return(folder, episodes=[episode(), episode(CHILD="77")])])
    assert [(fault.rule, fault.row, fault.child) for fault in result.findings] == [("903-child-unknown", 3, "77")]
    assert result.refused


def test_a_row_for_nobody_is_left_out_with_the_others_set_aside(sqlite_engine: sa.Engine, folder: Path) -> None:
    path = write_return(folder, episodes=[episode(), episode(CHILD="", DECOM="01/07/2021")])
    result = import_ssda903(sqlite_engine, LOADER, [path], set_aside_by=NAME)
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (3, 2, 1, 1)


def test_every_heading_of_every_file_is_needed(sqlite_engine: sa.Engine, folder: Path) -> None:
    for name in headings("episodes"):
        path = write_return(folder) / "episodes.csv"
        replace_text(path, f"{name},", "XX,") if name != "URN" else replace_text(path, "URN", "XX")
        _, fault = refused(sqlite_engine, folder)
        assert (fault.rule, fault.file) == ("903-columns", str(path))
