from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from layout.recall import forget_all, recalled
from layout.values import Hall, Plan, Rules, Span

PLAN = Plan(
    Hall("h", ((0, 0), (9_000, 0), (9_000, 9_000), (0, 9_000)), names={"en": "Hall"}),
    (), (), (), (), (), Rules("house", 3_000, 3_000, 0),
)  # fmt: skip


def counted() -> tuple[list[Plan], Callable[[Plan], int]]:
    asked: list[Plan] = []

    @recalled
    def aisle_of(plan: Plan) -> int:
        asked.append(plan)
        return plan.rules.aisle_mm

    return asked, aisle_of


def test_an_equal_plan_is_not_worked_out_again_and_another_one_is() -> None:
    asked, aisle_of = counted()
    same = replace(PLAN, spans={"hall": Span("plan.yaml", 1, 1)})  # elsewhere in the file
    wider = replace(PLAN, rules=replace(PLAN.rules, aisle_mm=4_000))
    assert [aisle_of(plan) for plan in (PLAN, same, wider, PLAN)] == [3_000, 3_000, 4_000, 3_000]
    assert asked == [PLAN, wider]


def test_only_the_last_two_plans_are_kept() -> None:
    asked, aisle_of = counted()
    plans = [replace(PLAN, rules=replace(PLAN.rules, aisle_mm=mm)) for mm in (3_000, 4_000, 5_000)]
    assert [aisle_of(plan) for plan in (*plans, plans[0])] == [3_000, 4_000, 5_000, 3_000]
    assert len(asked) == 4


def test_what_is_forgotten_is_worked_out_again() -> None:
    asked, aisle_of = counted()
    aisle_of(PLAN)
    forget_all()
    assert aisle_of(PLAN) == 3_000
    assert len(asked) == 2
