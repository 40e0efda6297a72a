"""What the operator of a workbench chose."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from dateline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Where the workbench listens, and what it needs of its users.

    Raises:
        ConfigError: it would be open to other machines without accounts.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    accounts: bool = False  # everybody must log in; without, whoever reaches the address is an editor called "local"
    public: bool = False  # the front page, briefs and feeds under /public are open to everybody

    def __post_init__(self) -> None:
        if not self.accounts and not is_loopback(self.host):
            raise ConfigError(
                f"{self.host} can be reached from other machines: serve with --accounts, "
                "after `dateline accounts add NAME --role admin`"
            )


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
