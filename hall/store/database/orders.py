"""Orders, their history and what they hold of the stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    update,
)

from hall.model.order import Order, OrderEvent
from hall.store.database.database import Database
from hall.store.database.rows import check_row, from_json, hash_row, to_json
from hall.store.database.schema import holds, order_events, orders
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction

_HASHED = (
    "fair", "token", "number", "exhibitor", "state", "version", "made_us",
    "request", "request_key", "request_hash",
)  # fmt: skip
_FAIR = orders.c.fair == bindparam("fair")


def _whole_orders(condition: ColumnElement[bool]) -> Query:
    """Return the query of orders with their events: one statement sees one moment."""
    events = order_events.c
    joined = orders.join(
        order_events, and_(orders.c.fair == events.fair, orders.c.token == events.token)
    )
    event_columns = (
        events.what,
        events.state.label("event_state"),
        events.who,
        events.at_us,
    )
    return Query(
        select(orders, *event_columns)
        .select_from(joined)
        .where(_FAIR, condition)
        .order_by(orders.c.made_us.desc(), orders.c.token, events.position)
    )


_FIND_KEY = Query(
    select(orders.c.token, orders.c.request_hash).where(
        _FAIR, orders.c.request_key == bindparam("key")
    )
)
_FIND_NUMBER = Query(select(orders.c.token).where(_FAIR, orders.c.number == bindparam("number")))
_ONE_BY_TOKEN = _whole_orders(orders.c.token == bindparam("token"))
_ONE_BY_NUMBER = _whole_orders(orders.c.number == bindparam("number"))
_OF_EXHIBITOR = _whole_orders(
    orders.c.token.in_(
        select(orders.c.token)
        .where(
            _FAIR,
            orders.c.exhibitor == bindparam("exhibitor"),
            orders.c.made_us < bindparam("before_us"),
        )
        .order_by(orders.c.made_us.desc())
        .limit(bindparam("count"))
    )
)
_INSERT = Query(insert(orders))
_INSERT_EVENT = Query(insert(order_events))
_INSERT_HOLD = Query(insert(holds))
_UPDATE = Query(
    update(orders)
    .where(_FAIR, orders.c.token == bindparam("which"))
    .values(state=bindparam("state"), version=bindparam("version"), row_hash=bindparam("row_hash"))
)
_live = or_(holds.c.until_us.is_(None), holds.c.until_us > bindparam("now_us"))
_HELD = Query(
    select(
        func.coalesce(func.sum(holds.c.quantity), 0).label("quantity"),
        func.max(holds.c.until_us).label("until_us"),
    ).where(
        holds.c.fair == bindparam("fair"),
        holds.c.product == bindparam("product"),
        holds.c.token != bindparam("token"),
        _live,
    )
)
_FIRM_HOLDS = Query(
    select(holds.c.token).where(
        holds.c.fair == bindparam("fair"),
        holds.c.product == bindparam("product"),
        holds.c.token != bindparam("token"),
        holds.c.until_us.is_(None),
    )
)
_KEEP_HOLDS = Query(
    update(holds)
    .where(holds.c.fair == bindparam("fair"), holds.c.token == bindparam("which"))
    .values(until_us=null())
)
_DROP_HOLDS = Query(
    delete(holds).where(holds.c.fair == bindparam("fair"), holds.c.token == bindparam("token"))
)
_SETTLE_HOLDS = Query(
    delete(holds).where(
        holds.c.fair == bindparam("fair"),
        holds.c.product == bindparam("product"),
        holds.c.until_us.is_(None),
        holds.c.made_us < bindparam("before_us"),
    )
)


@dataclass(frozen=True, slots=True)
class Held:
    """What orders hold of a product; `until_us` is when the last passing hold ends, if any."""

    quantity: int
    until_us: int | None


@dataclass(frozen=True, slots=True)
class Hold:
    """What an order takes of a product's stock until a moment."""

    product: str
    quantity: int
    until_us: int


def find_request(at: Transaction, key: str) -> tuple[str, bytes] | None:
    """Return token and body hash of the order that came with an idempotency key."""
    rows = at.find(_FIND_KEY, {"key": key})
    return (rows[0]["token"], rows[0]["request_hash"]) if rows else None


def is_number_taken(at: Transaction, number: str) -> bool:
    return bool(at.find(_FIND_NUMBER, {"number": number}))


def find_held(at: Transaction, product: str, now_us: int, *, besides: str = "") -> Held:
    """Return what orders hold of a product at `now_us`, besides the order of that token."""
    row = at.find(_HELD, {"product": product, "now_us": now_us, "token": besides})[0]
    return Held(row["quantity"], row["until_us"])


def is_sold(at: Transaction, product: str, *, besides: str) -> bool:
    """Return whether another order has taken the product for good."""
    return bool(at.find(_FIRM_HOLDS, {"product": product, "token": besides}))


def insert_order(
    at: Transaction, order: Order, key: str, body_hash: bytes, held: Iterable[Hold]
) -> None:
    """Write a new order with its first event and its holds."""
    row = {
        "fair": at.fair,
        "token": order.token,
        "number": order.number,
        "exhibitor": order.exhibitor,
        "state": order.state,
        "version": order.version,
        "made_us": order.made_us,
        "request": to_json(replace(order, history=())),
        "request_key": key,
        "request_hash": body_hash,
    }
    at.run(_INSERT, {**row, "row_hash": hash_row(row)})
    _insert_event(at, order, order.history[-1])
    for hold in held:
        at.run(
            _INSERT_HOLD,
            {
                "product": hold.product,
                "token": order.token,
                "quantity": hold.quantity,
                "made_us": order.made_us,
                "until_us": hold.until_us,
            },
        )


def _insert_event(at: Transaction, order: Order, event: OrderEvent) -> None:
    at.run(
        _INSERT_EVENT,
        {
            "token": order.token,
            "position": order.version,
            "what": event.what,
            "state": event.state,
            "who": event.who,
            "at_us": event.at_us,
        },
    )


def append_event(at: Transaction, order: Order, event: OrderEvent) -> Order:
    """Write one more step of an order that was read in the same transaction."""
    moved = replace(
        order, state=event.state, version=order.version + 1, history=(*order.history, event)
    )
    stored = at.find(_ONE_BY_TOKEN, {"token": order.token})[0]
    row = {name: stored[name] for name in _HASHED}
    row |= {"state": moved.state, "version": moved.version}
    at.run(
        _UPDATE,
        {
            "which": order.token,
            "state": moved.state,
            "version": moved.version,
            "row_hash": hash_row(row),
        },
    )
    _insert_event(at, moved, event)
    return moved


def keep_holds(at: Transaction, token: str) -> None:
    """Make what an order holds its own for good."""
    at.run(_KEEP_HOLDS, {"which": token})


def drop_holds(at: Transaction, token: str) -> None:
    """Give back what an order holds."""
    at.run(_DROP_HOLDS, {"token": token})


def settle_holds(at: Transaction, product: str, before_us: int) -> None:
    """Forget what was sold before the exhibitor counted the stock anew."""
    at.run(_SETTLE_HOLDS, {"product": product, "before_us": before_us})


def read_order(at: Transaction, token: str) -> Order | None:
    """Return an order by its token, inside a job."""
    return _first(at.find(_ONE_BY_TOKEN, {"token": token}))


def read_order_by_number(at: Transaction, number: str) -> Order | None:
    """Return an order by its number, inside a job."""
    return _first(at.find(_ONE_BY_NUMBER, {"number": number}))


async def find_order(database: Database, token: str) -> Order | None:
    """Return an order by its token.

    Raises:
        RowDamaged: it is not what was written.
    """
    return _first(await database.find(_ONE_BY_TOKEN, token=token))


async def find_order_by_number(database: Database, number: str) -> Order | None:
    """Return an order by its number.

    Raises:
        RowDamaged: it is not what was written.
    """
    return _first(await database.find(_ONE_BY_NUMBER, number=number))


async def list_orders(
    database: Database, exhibitor: str, before_us: int, count: int
) -> tuple[Order, ...]:
    """Return the newest `count` orders to an exhibitor made before a moment.

    Raises:
        RowDamaged: one is not what was written.
    """
    rows = await database.find(_OF_EXHIBITOR, exhibitor=exhibitor, before_us=before_us, count=count)
    return _to_orders(rows)


def _first(rows: list[Any]) -> Order | None:
    found = _to_orders(rows)
    return found[0] if found else None


def _to_orders(rows: list[Mapping[str, Any]]) -> tuple[Order, ...]:
    found: dict[str, Order] = {}
    for row in rows:
        order = found.get(row["token"])
        if order is None:
            check_row("order", row, _HASHED)
            stored = from_json(row["request"], Order)
            order = replace(stored, state=row["state"], version=row["version"])
        event = OrderEvent(row["what"], row["event_state"], row["who"], row["at_us"])
        found[row["token"]] = replace(order, history=(*order.history, event))
    return tuple(found.values())
