"""The first schema."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, LargeBinary, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False, empty: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=empty)


def _number(name: str, *, key: bool = False, empty: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=empty, autoincrement=False)


def _hash(name: str, *, key: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=key, nullable=False)


def _part_of(table: str, its_key: str, ours: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["fair", ours], [f"{table}.fair", f"{table}.{its_key}"], ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "orders",
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
    op.create_table(
        "order_events",
        _text("fair", key=True),
        _text("token", key=True),
        _number("position", key=True),
        _text("what"),
        _text("state"),
        _text("who"),
        _number("at_us"),
        _part_of("orders", "token", "token"),
    )  # fmt: skip
    op.create_table(
        "holds",
        _text("fair", key=True),
        _text("product", key=True),
        _text("token", key=True),
        _number("quantity"),
        _number("made_us"),
        _number("until_us", empty=True),
        _part_of("orders", "token", "token"),
        Index("holds_by_order", "fair", "token"),
    )  # fmt: skip
    op.create_table(
        "messages",
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
    op.create_table(
        "invites",
        _text("fair", key=True),
        _hash("code_hash", key=True),
        _text("role"),
        _text("exhibitor", empty=True),
        _number("made_us"),
        _number("expires_us"),
        _number("used_us", empty=True),
        _number("revoked_us", empty=True),
    )  # fmt: skip
    op.create_table(
        "accounts",
        _text("fair", key=True),
        _text("id", key=True),
        _text("role"),
        _text("exhibitor", empty=True),
        _number("made_us"),
        Index("accounts_by_exhibitor", "fair", "exhibitor"),
    )  # fmt: skip
    op.create_table(
        "sign_ins",
        _text("fair", key=True),
        _hash("token_hash", key=True),
        _text("account"),
        _number("made_us"),
        _number("expires_us"),
        _number("revoked_us", empty=True),
        _part_of("accounts", "id", "account"),
        Index("sign_ins_by_account", "fair", "account"),
    )  # fmt: skip
    op.create_table(
        "changes",
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
    op.create_table(
        "uploads",
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
