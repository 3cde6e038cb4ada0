"""programme.csv → `Session` values."""

from __future__ import annotations

from collections.abc import Collection

from hall.model.fair import Fair, Session
from hall.store.folder.exhibitor_table import claim_id
from hall.store.folder.findings import FindingBook
from hall.store.folder.headers import HeaderReader
from hall.store.folder.row_fields import RowFields
from hall.store.folder.table import Table

TEXTS = ("title", "speakers")
PLAIN = ("id", "date", "start", "end", "room", "language", "exhibitors")
HEADERS = HeaderReader(PLAIN, TEXTS)


def read_sessions(
    table: Table | None, fair: Fair, exhibitors: Collection[str], book: FindingBook
) -> tuple[Session, ...]:
    """Return the sessions by day, start, room and id."""
    found: list[Session] = []
    rows: dict[str, RowFields] = {}
    for raw in table.rows if table else ():
        assert table is not None  # noqa: S101 - there are rows
        row = RowFields(table, raw, "session", book)
        name = claim_id(row, rows)
        if name is not None:
            rows[name] = row
            found.append(_read_session(name, row, fair, exhibitors))
    return tuple(sorted(found, key=lambda s: (s.date, s.start, s.room, s.id)))


def _read_session(name: str, row: RowFields, fair: Fair, exhibitors: Collection[str]) -> Session:
    session = Session(
        id=name,
        date=_read_day(row, fair),
        start=row.time("start"),
        end=row.time("end"),
        room=row.text("room"),
        title=row.texts("title"),
        speakers=row.texts("speakers"),
        language=row.text("language"),
        exhibitors=row.list("exhibitors"),
    )
    if not session.title:
        row.error("session.no_title", "title_fr", "empty", "a title in one language at least")
    if session.start and session.end and session.end <= session.start:
        row.error("session.ends_before_start", "end", session.end, f"later than {session.start}")
    for exhibitor in session.exhibitors:
        if exhibitor not in exhibitors:
            found = f'"{exhibitor}"'
            row.error("session.unknown_exhibitor", "exhibitors", found, "ids of exhibitors.csv")
    return session


def _read_day(row: RowFields, fair: Fair) -> str:
    day = row.day("date")
    if not row.cell("date"):
        row.error("session.bad_date", "date", "empty", "a day such as 2026-07-03")
    elif day and fair.starts and fair.ends and not fair.starts <= day <= fair.ends:
        row.warn("session.outside_fair", "date", day, f"from {fair.starts} to {fair.ends}")
    return day
