"""How often one visitor, and all visitors of one exhibitor, may do a thing.

    guard = Guard(clock=time.monotonic)
    guard.admit("orders", address, exhibitor)     # raises TooMany with retry_after_s

Token buckets in memory: each begins full and fills again evenly. Addresses count by their
network (/24, /48), because one subscriber has many; an exhibitor has its own, larger bucket,
so that many addresses cannot flood one cooperative. Both tables are bounded: the bucket
that was unused longest gives way.
"""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hall.service.errors import TooMany

MOST_BUCKETS = 50_000
_IPV4, _V4_PREFIX, _V6_PREFIX = 4, 24, 48


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and so many again in `window_s` seconds."""

    count: int
    window_s: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one thing: for a network of visitors and for an exhibitor, if any."""

    visitor: Limit
    exhibitor: Limit | None = None


# A mobile operator, and the fair's own wireless network, put many honest visitors behind one
# address; a busy cooperative at the fair's peak has room as well.
LIMITS: Mapping[str, Limits] = {
    "orders": Limits(Limit(30, 600), Limit(60, 600)),
    "messages": Limits(Limit(20, 600), Limit(60, 600)),
    "contacts": Limits(Limit(20, 600), Limit(200, 600)),
    "sign_ins": Limits(Limit(10, 600)),
    "answers": Limits(Limit(60, 600)),
    "edits": Limits(Limit(300, 3600)),
    "uploads": Limits(Limit(60, 3600)),
}


class Buckets:
    """A bounded table of token buckets."""

    def __init__(self, most: int = MOST_BUCKETS) -> None:
        """Begin empty; the table holds `most` buckets."""
        self._most = most
        self._levels: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._levels)

    def wait_s(self, key: tuple[str, str], limit: Limit, now_s: float) -> float:
        """Return how long until the bucket has a token, 0 where it has one; take none."""
        level = self._level(key, limit, now_s)
        return 0.0 if level >= 1 else (1 - level) * limit.window_s / limit.count

    def take(self, key: tuple[str, str], limit: Limit, now_s: float) -> None:
        """Take a token."""
        self._levels[key] = (self._level(key, limit, now_s) - 1, now_s)
        self._levels.move_to_end(key)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)

    def _level(self, key: tuple[str, str], limit: Limit, now_s: float) -> float:
        level, since_s = self._levels.get(key, (float(limit.count), now_s))
        filled = level + max(0.0, now_s - since_s) * limit.count / limit.window_s
        return min(float(limit.count), filled)


class Guard:
    """Admits or refuses, by the limits of each thing."""

    def __init__(self, clock: Callable[[], float], limits: Mapping[str, Limits] = LIMITS) -> None:
        """`clock` gives seconds that never go back."""
        self._clock = clock
        self._limits = limits
        self._visitors = Buckets()
        self._exhibitors = Buckets()

    def admit(self, what: str, address: str, exhibitor: str = "") -> None:
        """Count one; nothing is counted when it is refused.

        Raises:
            TooMany: a limit is reached.
        """
        limits, now_s = self._limits[what], self._clock()
        visitor = (what, network_of(address))
        waits = [self._visitors.wait_s(visitor, limits.visitor, now_s)]
        guarded = limits.exhibitor if exhibitor else None
        if guarded is not None:
            waits.append(self._exhibitors.wait_s((what, exhibitor), guarded, now_s))
        if any(waits):
            raise TooMany(what, math.ceil(max(waits)))
        self._visitors.take(visitor, limits.visitor, now_s)
        if guarded is not None:
            self._exhibitors.take((what, exhibitor), guarded, now_s)


def network_of(address: str) -> str:
    """Return the network that counts for an address: /24, or /48 of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    whole = mapped or parsed
    prefix = _V4_PREFIX if whole.version == _IPV4 else _V6_PREFIX
    return str(ipaddress.ip_network((whole, prefix), strict=False))
