"""The tables, the same in SQLite and PostgreSQL.

Columns are Text, BigInteger, LargeBinary or Double only; every row has `fair`; times are
microseconds UTC; JSON is Text.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()


def _text(name: str, *, key: bool = False, empty: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=empty)


def _number(name: str, *, key: bool = False, empty: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=empty, autoincrement=False)


def _hash(name: str, *, key: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=key, nullable=False)


orders = Table(
    "orders", metadata,
    _text("fair", key=True),
    _text("token", key=True),
    _text("number"),
    _text("exhibitor"),
    _text("state"),
    _number("version"),
    _number("made_us"),
    _text("request"),
    _text("request_key"),
    _hash("request_hash"),
    _hash("row_hash"),
    Index("orders_by_number", "fair", "number", unique=True),
    Index("orders_by_key", "fair", "request_key", unique=True),
    Index("orders_by_exhibitor", "fair", "exhibitor", "made_us"),
)  # fmt: skip

order_events = Table(
    "order_events", metadata,
    _text("fair", key=True),
    _text("token", key=True),
    _number("position", key=True),
    _text("what"),
    _text("state"),
    _text("who"),
    _number("at_us"),
    ForeignKeyConstraint(["fair", "token"], ["orders.fair", "orders.token"], ondelete="CASCADE"),
)  # fmt: skip

# What orders take of the stock. `until_us` empty: for good (the order was accepted).
holds = Table(
    "holds", metadata,
    _text("fair", key=True),
    _text("product", key=True),
    _text("token", key=True),
    _number("quantity"),
    _number("made_us"),
    _number("until_us", empty=True),
    ForeignKeyConstraint(["fair", "token"], ["orders.fair", "orders.token"], ondelete="CASCADE"),
    Index("holds_by_order", "fair", "token"),
)  # fmt: skip

messages = Table(
    "messages", metadata,
    _text("fair", key=True),
    _text("token", key=True),
    _text("number"),
    _text("exhibitor"),
    _text("kind"),
    _text("state"),
    _number("version"),
    _number("made_us"),
    _text("request"),
    _text("request_key"),
    _hash("request_hash"),
    _hash("row_hash"),
    Index("messages_by_number", "fair", "number", unique=True),
    Index("messages_by_key", "fair", "request_key", unique=True),
    Index("messages_by_exhibitor", "fair", "exhibitor", "made_us"),
)  # fmt: skip

invites = Table(
    "invites", metadata,
    _text("fair", key=True),
    _hash("code_hash", key=True),
    _text("role"),
    _text("exhibitor", empty=True),
    _number("made_us"),
    _number("expires_us"),
    _number("used_us", empty=True),
    _number("revoked_us", empty=True),
)  # fmt: skip

accounts = Table(
    "accounts", metadata,
    _text("fair", key=True),
    _text("id", key=True),
    _text("role"),
    _text("exhibitor", empty=True),
    _number("made_us"),
    Index("accounts_by_exhibitor", "fair", "exhibitor"),
)  # fmt: skip

sign_ins = Table(
    "sign_ins", metadata,
    _text("fair", key=True),
    _hash("token_hash", key=True),
    _text("account"),
    _number("made_us"),
    _number("expires_us"),
    _number("revoked_us", empty=True),
    ForeignKeyConstraint(["fair", "account"], ["accounts.fair", "accounts.id"], ondelete="CASCADE"),
    Index("sign_ins_by_account", "fair", "account"),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    _text("fair", key=True),
    _text("id", key=True),
    _text("exhibitor"),
    _text("noun"),
    _text("item"),
    _text("fields"),
    _text("base"),
    _text("state"),
    _number("version"),
    _text("made_by"),
    _number("made_us"),
    _number("changed_us"),
    _text("decided_by"),
    _text("reason"),
    Index("changes_by_state", "fair", "state", "changed_us"),
    Index("changes_by_item", "fair", "exhibitor", "noun", "item"),
)  # fmt: skip

uploads = Table(
    "uploads", metadata,
    _text("fair", key=True),
    _text("id", key=True),
    _text("exhibitor"),
    _text("kind"),
    _text("product"),
    _text("sha256"),
    _text("clean_sha256"),
    _number("size_bytes"),
    _text("state"),
    _number("version"),
    _text("made_by"),
    _number("made_us"),
    _number("changed_us"),
    _text("reason"),
    _text("decided_by"),
    Index("uploads_by_state", "fair", "state", "changed_us"),
    Index("uploads_by_exhibitor", "fair", "exhibitor", "made_us"),
)  # fmt: skip
