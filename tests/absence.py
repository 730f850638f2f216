"""What a test does where the machine lacks what it needs: skip, saying which command helps; in CI, fail."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def cannot_run(reason: str) -> NoReturn:
    """Skip the running test, saying why and which one command would enable it; with ``CI=true`` fail it instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
