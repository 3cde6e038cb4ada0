"""Times as the database keeps them: microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND_US = 1_000_000
HOUR_US = 3600 * SECOND_US
DAY_US = 24 * HOUR_US


def to_micros(moment: datetime) -> int:
    """Return `moment`, which has a zone, as microseconds since 1970, UTC."""
    return (moment - EPOCH) // MICROSECOND


def format_moment(micros: int, timezone: str) -> str:
    """Return day and time at the fair, as people there write it: `06/07/2026 11:30`."""
    return f"{(EPOCH + micros * MICROSECOND).astimezone(ZoneInfo(timezone)):%d/%m/%Y %H:%M}"


def local_day(moment: datetime, timezone: str) -> date:
    """Return the day that it is at the fair: near midnight not the one in UTC."""
    return moment.astimezone(ZoneInfo(timezone)).date()
