"""No test may reach the network: only this machine itself, by loopback address or by a socket file."""

from __future__ import annotations

import ipaddress
import sys

# The events of https://docs.python.org/3/library/audit_events.html that lead out, and where each holds the host.
HOST_OF_EVENT = {
    "socket.connect": lambda arguments: arguments[1],
    "socket.sendto": lambda arguments: arguments[1],
    "socket.getaddrinfo": lambda arguments: arguments[:1],
    "socket.gethostbyname": lambda arguments: arguments[:1],
}
OWN_NAMES = {"", "localhost"}


class NetworkRefused(RuntimeError):
    """A test tried to leave this machine."""


def stay_on_this_machine() -> None:
    """Refuse every way out for the rest of this process; Python has no way to take an audit hook back."""
    sys.addaudithook(_refuse_outside)


def is_this_machine(host: object) -> bool:
    """Whether a host, by name or by number, is this machine."""
    if not isinstance(host, str | bytes):
        return host is None
    name = host.decode() if isinstance(host, bytes) else host
    if name in OWN_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    find = HOST_OF_EVENT.get(event)
    if find is None:
        return
    address = find(arguments)
    if isinstance(address, tuple) and not is_this_machine(address[0]):
        raise NetworkRefused(f"A test tried to reach {address[0]!r}: tests use no network. Use data made in the test.")
