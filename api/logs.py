"""What the running service writes down for its keepers: JSON lines on standard error, never personal data."""

from __future__ import annotations

import sys

import structlog


def log() -> structlog.typing.FilteringBoundLogger:
    """A logger that writes one JSON line an event; callers pass kinds, places and references, never contents."""
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
    )
    return logger
