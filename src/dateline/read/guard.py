"""The guard: which addresses may be fetched. Public ones only, whatever a name resolves to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from dateline.errors import SourceError

# Prefixes that carry an IPv4 address inside an IPv6 one: NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC 4380),
# mapped and compatible addresses. `is_global` says yes to some of them although the address inside is private.
EMBEDDING = tuple(
    ipaddress.IPv6Network(prefix)
    for prefix in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::/96")
)


def is_public_address(address: str) -> bool:
    """Say whether `address` is one of the public internet: no private, local, multicast or embedding address."""
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and any(parsed in network for network in EMBEDDING):
        return False
    return parsed.is_global and not (parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified)


def find_allowed_address(host: str, port: int, url: str, is_allowed: Callable[[str], bool]) -> str:
    """Return the numeric address to connect to: the first of `host`, where all of them are allowed.

    Raises:
        SourceError: the name is unknown, or one of its addresses is not allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(url, f"the name {host!r} cannot be resolved: {error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    refused = [address for address in addresses if not is_allowed(address)]
    if refused or not addresses:
        raise SourceError(
            url, f"{host} leads to {', '.join(refused) or 'nowhere'}, which is no public address: refused"
        )
    return addresses[0]
