"""A handful of counters in Prometheus' text format."""

from __future__ import annotations

from collections import Counter

_BUCKETS_S = (0.005, 0.02, 0.1, 0.5, 2.0)


class Metrics:
    """Requests by route and status, and how long they took."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._count = 0
        self.listeners = 0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests[method, route, status] += 1
        self._seconds += seconds
        self._count += 1
        for bucket in _BUCKETS_S:
            if seconds <= bucket:
                self._buckets[bucket] += 1

    def format(self, gauges: dict[str, float]) -> str:
        """Return the exposition; `gauges` are further values by their full name."""
        lines = ["# TYPE hall_requests_total counter"]
        for (method, route, status), count in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            lines.append(f"hall_requests_total{{{labels}}} {count}")
        lines.append("# TYPE hall_request_seconds histogram")
        lines.extend(
            f'hall_request_seconds_bucket{{le="{bucket}"}} {self._buckets[bucket]}'
            for bucket in _BUCKETS_S
        )
        lines.append(f'hall_request_seconds_bucket{{le="+Inf"}} {self._count}')
        lines.append(f"hall_request_seconds_sum {self._seconds:.6f}")
        lines.append(f"hall_request_seconds_count {self._count}")
        for name, value in {**gauges, "hall_listeners": self.listeners}.items():
            lines.extend((f"# TYPE {name} gauge", f"{name} {value:g}"))
        return "\n".join(lines) + "\n"
