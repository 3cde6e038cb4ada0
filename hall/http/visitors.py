"""Who asks: the visitor's address behind the proxies that are trusted."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence


def visitor_address(remote: str | None, forwarded: str, trusted: Sequence[str]) -> str:
    """Return the address that counts for a visitor.

    `forwarded` is `X-Forwarded-For`; it is read from its end, and only as far as the
    addresses are trusted proxies (networks in CIDR form).
    """
    networks = [ipaddress.ip_network(network) for network in trusted]

    def is_trusted(address: str) -> bool:
        try:
            return any(ipaddress.ip_address(address) in network for network in networks)
        except ValueError:
            return False

    address = remote or ""
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while hops and is_trusted(address):
        address = hops.pop()
    return address[:64]
