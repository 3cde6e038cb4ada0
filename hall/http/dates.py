"""Days and times in the three languages; Moroccan month names, digits 0-9."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hall.service.wording import word

_DASH = re.compile("[-–—]")
_HOURS = re.compile(r"(\d{1,2}[:h]\d{2})\s*[-–—]\s*(\d{1,2}[:h]\d{2})")


def format_day(day: str | date, lang: str) -> str:
    """Return `4 juillet 2026`, `4 يوليوز 2026` or `4 July 2026` of an ISO day."""
    value = date.fromisoformat(day) if isinstance(day, str) else day
    number = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    return f"{number} {word(lang, f'month.{value.month}')} {value.year}"


def format_weekday(day: str, lang: str) -> str:
    """Return the weekday with the day, without the year: `samedi 4 juillet`."""
    value = date.fromisoformat(day)
    number = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    weekday = word(lang, f"weekday.{value.isoweekday()}")
    return f"{weekday} {number} {word(lang, f'month.{value.month}')}"


def format_range(starts: str, ends: str, lang: str) -> str:
    """Return `3–7 juillet 2026`, or both days in full where the months differ."""
    first, last = date.fromisoformat(starts), date.fromisoformat(ends)
    if first == last:
        return format_day(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        month = word(lang, f"month.{last.month}")
        return word(
            lang, "dates.range", first=first.day, last=last.day, month=month, year=last.year
        )
    begin = format_day(first, lang)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
    return f"{begin} – {format_day(last, lang)}"


def format_season(season: str, lang: str) -> str:
    """Return `mai – juin` of months as numbers (`5-6`), several parted by |; texts as they are."""
    separator = "، " if lang == "ar" else ", "
    return separator.join(_format_months(part.strip(), lang) for part in season.split("|"))


def _format_months(period: str, lang: str) -> str:
    months = [month.strip() for month in _DASH.split(period)]
    # `int` reads the digits of every script.
    numbers = [int(month) for month in months if month.isdecimal()]
    if len(numbers) < len(months) or not all(1 <= number <= 12 for number in numbers):  # noqa: PLR2004 - months
        return period
    return " – ".join(word(lang, f"month.{number}") for number in numbers)


def format_hours(hours: str, lang: str) -> str:
    """Return `09:00–12:00, 15:00–18:00` of hours parted by |; each range keeps its direction."""
    ranges = (_HOURS.sub("\u2066\\1–\\2\u2069", part.strip()) for part in hours.split("|"))
    return ("، " if lang == "ar" else ", ").join(part for part in ranges if part)


def format_moment(at_us: int, lang: str, timezone: str) -> str:
    """Return day and time, in the fair's zone, of microseconds since 1970 UTC."""
    local = datetime.fromtimestamp(at_us / 1_000_000, ZoneInfo(timezone))
    comma = "، " if lang == "ar" else ", "
    return f"{format_day(local.date(), lang)}{comma}{local:%H:%M}"
