"""Every answer carries the headers that keep a page from doing what it should not."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from dateline.errors import ConfigError
from dateline.web import WebSettings


@pytest.mark.parametrize("address", ["/incidents", "/static/app.css", "/nowhere"])
def test_every_answer_forbids_what_is_not_ours(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "desk.example.org", "::"])
def test_other_addresses_demand_accounts(host: str) -> None:
    with pytest.raises(ConfigError, match="--accounts"):
        WebSettings(host)
    assert WebSettings(host, accounts=True).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.9.1"])
def test_this_machine_alone_needs_none(host: str) -> None:
    assert WebSettings(host).accounts is False
