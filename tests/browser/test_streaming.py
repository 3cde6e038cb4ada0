"""What streams while one walks: within the budget, in time, and nothing while one rests."""

from __future__ import annotations

from collections.abc import Callable

from browser_tab import PHONE
from hall_visit import HallVisit

MIB = 1024 * 1024
ALL_QUIET = "() => window.hall.stats().streaming.flights + window.hall.stats().coming === 0"
Visit = Callable[..., HallVisit]


def has_goods(hall: HallVisit, number: str) -> None:
    hall.page.wait_for_function(
        "number => window.hall.stats().tiers.at === number", arg=number, timeout=60_000
    )


def test_a_phone_stays_within_its_budget_past_every_stand(visit: Visit) -> None:
    hall = visit(**PHONE)
    for stand in [stand for stand in hall.list_stands() if stand["near"]]:
        hall.go_to(stand["number"])
        has_goods(hall, stand["number"])
        stats = hall.stats()
        assert stats["draw_calls"] <= 20
        assert stats["triangles"] <= 50_000
        assert stats["texture_bytes"] <= 64 * MIB
        assert stats["streaming"]["files"] <= 6 * MIB


def test_every_stand_is_told_at_one_tier(visit: Visit) -> None:
    hall = visit()
    hall.page.wait_for_function(ALL_QUIET)
    stats = hall.stats()
    assert sum(stats["tiers"][tier] for tier in ("far", "lite", "near")) == stats["stands"]
    assert stats["tiers"]["near"] + stats["tiers"]["lite"] > 0


def test_nothing_is_drawn_while_nothing_moves(visit: Visit) -> None:
    hall = visit()
    hall.go_to(hall.first_stand()["number"])
    has_goods(hall, hall.first_stand()["number"])
    hall.page.wait_for_function(ALL_QUIET)
    hall.page.wait_for_timeout(2500)  # the signs' last letters and the finer picture at rest
    frames = hall.stats()["frames"]
    hall.page.wait_for_timeout(2000)
    assert hall.stats()["frames"] == frames


def test_goods_come_back_from_memory(visit: Visit) -> None:
    hall = visit(service_workers="block")  # it would bring them from the device's store
    number = hall.first_stand()["number"]
    hall.go_to(number)
    has_goods(hall, number)
    hall.page.wait_for_function(ALL_QUIET)
    hall.faults.expect(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|no answer|Failed to fetch")
    hall.page.context.set_offline(True)
    x, y = hall.position
    hall.go_to([x, y, hall.stats()["heading"] + 180])
    hall.go_to(number)
    has_goods(hall, number)


def test_who_saves_data_fetches_less_at_once(visit: Visit) -> None:
    hall = visit()
    most = "() => window.most = Math.max(window.most ?? 0, window.hall.stats().streaming.flights)"
    hall.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    hall.page.reload()
    hall.page.wait_for_function("() => window.hall !== undefined")
    hall.page.evaluate(f"() => setInterval({most}, 5)")
    hall.go_to(hall.first_stand()["number"])
    has_goods(hall, hall.first_stand()["number"])
    assert 0 < hall.page.evaluate("() => window.most") <= 2
