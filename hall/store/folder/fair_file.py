"""fair.yaml → `Fair`. A broken file gives a fair with empty fields and error findings."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import fields
from pathlib import Path

from hall.model.budgets import USUAL, Budgets
from hall.model.fair import BY_DATE, PHASES, Fair, FairLook, Partner, Party, PrivacyNotice
from hall.model.money import EXPONENTS
from hall.model.phone import parse_phone
from hall.model.text import LANGUAGES, NO_TEXT
from hall.store.folder.findings import FindingBook
from hall.store.folder.row_fields import is_id
from hall.store.folder.yaml_map import YamlMap, parse_yaml, read_yaml

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PRICE_VALID_DAYS = 90
_PUBLISH = ("after_review", "at_once")


def read_fair_file(folder: Path, book: FindingBook) -> Fair:
    """Return the fair; what is missing has a finding and an empty or usual value."""
    top = read_yaml(folder, "fair.yaml", book)
    if top is None:
        # The findings so far say why; an empty map fills the value without repeating them.
        empty = parse_yaml(b"id: ''", "fair.yaml", FindingBook())
        assert empty is not None  # noqa: S101 - the text above is a map
        return _read_fair(empty)
    fair = _read_fair(top)
    top.close()
    return fair


def _read_fair(top: YamlMap) -> Fair:
    hours = top.map("hours")
    return Fair(
        id=_read_id(top),
        edition=top.texts("edition"),
        year=top.whole("year"),
        name=top.texts("name", required=True),
        theme=top.texts("theme"),
        starts=top.day("starts", required=True),
        ends=_read_end(top),
        hours={day: hours.text(day) for day in hours.list_keys()} if hours else {},
        timezone=_read_timezone(top),
        venue=top.texts("venue"),
        address=top.texts("address"),
        phase=top.choice("phase", (*PHASES, BY_DATE), BY_DATE),
        organiser=_read_party(top.map("organiser", required=True)),
        partners=tuple(_read_partner(item) for item in top.maps("partners")),
        languages=_read_languages(top),
        currency=_read_currency(top),
        price_valid_days=top.whole("price_valid_days", default=_PRICE_VALID_DAYS),
        publish=top.choice("publish", _PUBLISH, "after_review"),
        look=_read_look(top.map("look")),
        privacy=_read_privacy(top.map("privacy", required=True)),
        patronage=top.texts("patronage"),
        sample=top.yes_no("sample", default=False),
        budgets=_read_budgets(top.map("budgets")),
    )


def _read_id(top: YamlMap) -> str:
    text = top.text("id", required=True)
    if text and not is_id(text):
        top.error_at("id.malformed", "id", f'"{text}"', "small letters, digits and -")
    return text


def _read_end(top: YamlMap) -> str:
    ends = top.day("ends", required=True)
    starts = top.day("starts")
    if ends and starts and ends < starts:
        top.error_at("fair.ends_before_start", "ends", ends, f"{starts} or later")
    return ends


def _read_timezone(top: YamlMap) -> str:
    name = top.text("timezone", default="Africa/Casablanca")
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        top.error_at("fair.unknown_timezone", "timezone", f'"{name}"', "Africa/Casablanca")
        return "Africa/Casablanca"
    return name


def _read_languages(top: YamlMap) -> tuple[str, ...]:
    words = top.words("languages") or LANGUAGES
    for word in words:
        if word not in LANGUAGES:
            top.error_at("fair.unknown_language", "languages", f'"{word}"', ", ".join(LANGUAGES))
    return tuple(word for word in words if word in LANGUAGES) or LANGUAGES


def _read_currency(top: YamlMap) -> str:
    code = top.text("currency", default="MAD")
    if code not in EXPONENTS:
        expected = "one of " + ", ".join(sorted(EXPONENTS))
        top.error_at("fair.unknown_currency", "currency", f'"{code}"', expected)
        return "MAD"
    return code


def _read_party(item: YamlMap | None) -> Party:
    if item is None:
        return Party(NO_TEXT)
    phone = item.text("phone")
    number = parse_phone(phone) if phone else ""
    if number is None:
        item.error_at("fair.bad_phone", "phone", f'"{phone}"', "a number such as 0536123456")
    party = Party(
        name=item.texts("name", required=True),
        address=item.texts("address"),
        phone=number or "",
        email=item.text("email"),
    )
    item.close()
    return party


def _read_partner(item: YamlMap) -> Partner:
    partner = Partner(item.texts("name", required=True), item.texts("role"), item.text("logo"))
    item.close()
    return partner


def _read_look(item: YamlMap | None) -> FairLook:
    usual = FairLook("#1f5c4d", "#c8963e", "#b3402e", "zellige")
    if item is None:
        return usual
    colours = {}
    for key in ("primary", "secondary", "accent"):
        text = item.text(key, default=getattr(usual, key))
        if not _COLOUR.fullmatch(text):
            item.error_at("fair.bad_colour", key, f'"{text}"', "#rrggbb in quotes")
            text = getattr(usual, key)
        colours[key] = text.lower()
    look = FairLook(**colours, motif=item.text("motif", default="zellige"), logo=item.text("logo"))
    item.close()
    return look


def _read_budgets(item: YamlMap | None) -> Budgets:
    if item is None:
        return USUAL
    names = [spec.name for spec in fields(Budgets)]
    budgets = Budgets(**{name: item.whole(name, default=getattr(USUAL, name)) for name in names})
    item.close()
    return budgets


def _read_privacy(item: YamlMap | None) -> PrivacyNotice:
    if item is None:
        return PrivacyNotice(Party(NO_TEXT), NO_TEXT, 0, "")
    notice = PrivacyNotice(
        controller=_read_party(item.map("controller", required=True)),
        purpose=item.texts("purpose", required=True),
        retention_days=item.whole("retention_days", required=True),
        hosting_country=item.text("hosting_country", required=True),
        receipt_no=item.text("receipt_no"),
        version=item.text("version", default="1"),
    )
    item.close()
    return notice
