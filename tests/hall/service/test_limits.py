"""Limits refuse floods and forget in the end."""

from __future__ import annotations

import pytest

from hall.service.errors import TooMany
from hall.service.limits import (
    Buckets,
    Guard,
    Limit,
    Limits,
    network_of,
)  # fmt: skip


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def admitted(guard: Guard, address: str, exhibitor: str = "", tries: int = 20) -> int:
    count = 0
    for _ in range(tries):
        try:
            guard.admit("orders", address, exhibitor)
        except TooMany:
            continue
        count += 1
    return count


FIVE = {"orders": Limits(Limit(5, 600))}


def test_sample_limits_have_room_for_the_network_of_a_fair(clock: Clock) -> None:
    assert admitted(Guard(clock), "192.0.2.7", tries=60) == 30


def test_five_orders_in_ten_minutes_and_then_one_each_two_minutes(clock: Clock) -> None:
    guard = Guard(clock, FIVE)
    assert admitted(guard, "192.0.2.7") == 5
    with pytest.raises(TooMany) as refused:
        guard.admit("orders", "192.0.2.7")
    clock.now_s += refused.value.retry_after_s
    assert admitted(guard, "192.0.2.7") == 1
    clock.now_s += 3600
    assert admitted(guard, "192.0.2.7") == 5


def test_a_network_counts_as_one_visitor(clock: Clock) -> None:
    guard = Guard(clock, FIVE)
    assert admitted(guard, "192.0.2.7") + admitted(guard, "192.0.2.200") == 5
    assert admitted(guard, "2001:db8:1::1") + admitted(guard, "2001:db8:1:ffff::2") == 5
    assert admitted(guard, "192.0.3.7") == 5


def test_many_networks_do_not_flood_one_exhibitor(clock: Clock) -> None:
    guard = Guard(clock, {"orders": Limits(Limit(5, 600), Limit(7, 600))})
    assert sum(admitted(guard, f"10.0.{n}.1", "coop") for n in range(10)) == 7
    assert admitted(guard, "10.0.99.1", "other") == 5


def test_a_refused_try_is_not_counted(clock: Clock) -> None:
    guard = Guard(clock, {"orders": Limits(Limit(5, 600), Limit(1, 600))})
    assert admitted(guard, "10.0.0.1", "coop") == 1
    assert admitted(guard, "10.0.0.1", "other") == 1
    assert admitted(guard, "10.0.0.1", "third") == 1


def test_the_table_stays_bounded() -> None:
    buckets = Buckets(most=100)
    for n in range(1000):
        buckets.take(("orders", str(n)), Limit(5, 600), 0.0)
    assert len(buckets) == 100


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("unknown", "unknown"),
    ],
)
def test_an_address_counts_by_its_network(address: str, network: str) -> None:
    assert network_of(address) == network
