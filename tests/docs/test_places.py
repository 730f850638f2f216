"""Nothing that is committed names a folder of one machine or the host of a package registry."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def places_named(text: str, checkout: Path) -> list[int]:
    """The numbers of the lines that name a registry or a folder of one machine, such as ``checkout`` and its parent."""
    own = [re.escape(str(folder)) for folder in (checkout, checkout.parent) if folder != Path(folder.anchor)]
    folders = r"(?<![\w.}*/-])(?:" + "|".join([*own, "/(?:root|tmp|Users)", r"/home/\w+"]) + r")/"
    hosts = r"\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b"
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if re.search(f"{folders}|{hosts}", line)]


def committed_texts() -> list[Path]:
    """Every text file that git keeps."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout: git clone it, with git installed (apt-get install -y git)")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def test_no_committed_file_names_a_folder_of_one_machine_or_a_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in committed_texts()
        for number in places_named(path.read_text(errors="replace"), ROOT)
    ]
    assert named == []


@pytest.mark.parametrize(
    "place", ["/tm" + "p/x", "/roo" + "t/.cache", "/hom" + "e/ann/code", "https://pypi" + ".org/simple", "/srv/code/a"]
)
def test_a_place_of_one_machine_is_found(place: str) -> None:
    assert places_named(f"see {place} for more", Path("/srv/code")) == [1]


@pytest.mark.parametrize(
    "text", ["/usr/bin/chromium", "route /home/{home}", "../shared/x", "api/tmp/x", "https://example.org/root/x"]
)
def test_what_every_machine_has_is_no_fault(text: str) -> None:
    assert places_named(text, Path("/srv/code")) == []
