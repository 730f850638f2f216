"""The locks name versions and hashes, never the place a package came from: another machine has another place."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
A_HASH = "--hash=sha256:" + "0" * 64


def faults_in_pip_lock(text: str) -> list[str]:
    """The entries of a requirements lock that name a place, or have no hash."""
    entries = [line.split(" #")[0].strip() for line in text.replace("\\\n", "").splitlines()]
    entries = [entry for entry in entries if entry and not entry.startswith("#")]
    placed = [f"names a place: {entry}" for entry in entries if re.search(r"://|^-|\s@\s|file:", entry)]
    bare = [f"has no hash: {entry}" for entry in entries if "--hash=sha256:" not in entry]
    return placed + bare


def faults_in_node_lock(text: str) -> list[str]:
    """The packages of a node lock that carry a download address, or have no hash."""
    packages: dict[str, dict[str, Any]] = json.loads(text)["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}
    placed = [f"{name} has a download address" for name, entry in fetched.items() if "resolved" in entry]
    return placed + [f"{name} has no hash" for name, entry in fetched.items() if "integrity" not in entry]


def locked_versions() -> dict[str, list[Version]]:
    """Package name to its locked versions (there may be one for each version of Python)."""
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(
        r"^([a-z0-9._-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    ):
        found.setdefault(name, []).append(Version(version))
    return found


def test_the_requirements_lock_names_no_place_and_hashes_every_package() -> None:
    assert faults_in_pip_lock((ROOT / "requirements.lock").read_text()) == []


def test_the_node_lock_names_no_place_and_hashes_every_package() -> None:
    assert faults_in_node_lock((ROOT / "package-lock.json").read_text()) == []


@pytest.mark.parametrize(
    "entry",
    [
        "--index-url https://packages.example/simple",
        "--find-links /srv/wheels",
        "-e .",
        f"numpy @ https://packages.example/numpy.whl {A_HASH}",
        f"numpy @ file:///srv/numpy.whl {A_HASH}",
        "numpy==2.4.6",
    ],
)
def test_a_requirement_with_a_place_or_without_a_hash_is_found(entry: str) -> None:
    assert faults_in_pip_lock(f"scipy==1.17.1 \\\n    {A_HASH}\n{entry}\n")
    assert not faults_in_pip_lock(f"scipy==1.17.1 \\\n    {A_HASH}\n    # via homeward\n")


@pytest.mark.parametrize("entry", [{"resolved": "https://packages.example/sass.tgz", "integrity": "sha512-"}, {}])
def test_a_node_package_with_an_address_or_without_a_hash_is_found(entry: dict[str, str]) -> None:
    assert faults_in_node_lock(json.dumps({"packages": {"": {}, "node_modules/sass": entry}}))


def test_every_requirement_is_locked_at_a_version_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    development = [line.split("#")[0].strip() for line in (ROOT / "dev.in").read_text().splitlines()]
    wanted = [Requirement(text) for text in [*project, *development] if text]
    locked = locked_versions()
    stale = [
        str(want)
        for want in wanted
        if not locked.get(want.name) or not all(map(want.specifier.contains, locked[want.name]))
    ]
    assert stale == [], "make requirements.lock again: dev.in says how"
