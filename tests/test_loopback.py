"""The tests themselves: no way out of this machine, and promises scaled as said."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable

import pytest

from tests.loopback import NetworkRefused, is_this_machine
from tests.scale import scaled


def test_a_test_that_looks_up_a_host_is_stopped() -> None:
    with pytest.raises(NetworkRefused, match="example"):
        urllib.request.urlopen("http://www.example/")


def test_a_test_that_calls_an_address_is_stopped() -> None:
    with socket.socket() as caller, pytest.raises(NetworkRefused):
        caller.connect(("192.0.2.1", 80))


def test_a_test_may_talk_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as caller:
        assert caller.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("host", "own"), [("localhost", True), ("::1", True), ("127.0.0.2", True), (b"localhost", True)]
)
def test_this_machine_is_known_by_its_loopback_names(host: object, own: bool) -> None:
    assert is_this_machine(host) is own


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "2001:db8::1", 7])
def test_every_other_host_is_outside(host: object) -> None:
    assert not is_this_machine(host)


@pytest.mark.parametrize(("wanted", "shares"), [("1", (20000, 20, 1)), ("0", (1000, 1, 1))])
def test_a_long_promise_is_kept_in_full_only_by_the_soak(
    wanted: str, shares: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEWARD_SOAK", wanted)
    assert tuple(map(scaled, (20000, 20, 1))) == shares


def test_a_test_that_asks_for_the_scale_is_marked_as_a_long_promise(
    scale: Callable[[int], int], request: pytest.FixtureRequest
) -> None:
    assert scale is scaled
    assert request.node.get_closest_marker("soak") is not None
