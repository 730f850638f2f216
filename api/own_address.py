"""Addresses that a form or a link hands us: only our own are gone to."""

from __future__ import annotations


def own_address(wanted: str, otherwise: str = "/") -> str:
    """The page wanted if it is one of ours, else another: nobody is sent to another site."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or not wanted.isprintable():
        return otherwise
    return wanted
