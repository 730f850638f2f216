"""A test that cannot run here never passes unnoticed."""

from __future__ import annotations

import pytest

from tests.absence import cannot_run


def test_what_is_missing_skips_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install -y postgresql"):
        cannot_run("PostgreSQL is not installed: apt-get install -y postgresql")


def test_what_is_missing_fails_where_nobody_would_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install -y postgresql"):
        cannot_run("PostgreSQL is not installed: apt-get install -y postgresql")
