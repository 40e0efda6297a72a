"""The guard: only public addresses."""

from __future__ import annotations

import pytest

from dateline.errors import SourceError
from dateline.read.guard import find_allowed_address, is_public_address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.1.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "239.1.1.1",  # noqa: E501
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",  # noqa: E501
        "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",  # noqa: E501
        "localhost", "", "8.8.8.8.8",
    ],
)  # fmt: skip
def test_refuses_what_is_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_allows_what_is_public(address: str) -> None:
    assert is_public_address(address)


def test_every_address_of_a_name_must_be_allowed() -> None:
    with pytest.raises(SourceError, match="no public address: refused"):
        find_allowed_address("localhost", 80, "http://localhost/", is_public_address)
    assert find_allowed_address("127.0.0.1", 80, "http://127.0.0.1/", lambda _: True) == "127.0.0.1"


@pytest.mark.parametrize("host", ["0x7f000001", "2130706433", "127.1", "[::1]".strip("[]")])
def test_odd_ways_to_write_the_local_address(host: str) -> None:
    with pytest.raises(SourceError):
        find_allowed_address(host, 80, f"http://{host}/", is_public_address)
