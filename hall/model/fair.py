"""What the fair is, and the reference tables that come with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hall.model.budgets import USUAL, Budgets
from hall.model.folding import fold_words
from hall.model.money import Money
from hall.model.text import NO_TEXT, Texts

_ARABIC = re.compile("[\u0600-\u06ff]")
PHASES = ("preparing", "open", "online_only", "closed", "archive")
# The usual one: `hall.service.phases` derives it from the days of the fair.
BY_DATE = "by_date"


@dataclass(frozen=True, slots=True)
class Partner:
    """A patron or partner, in the order the organiser gave."""

    name: Texts
    role: Texts = NO_TEXT
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A body that can be reached: the organiser, the data controller."""

    name: Texts
    address: Texts = NO_TEXT
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class FairLook:
    """Colours `#rrggbb`, motif (`alfa`, `zellige`, `atlas`) and logo of the fair."""

    primary: str
    secondary: str
    accent: str
    motif: str
    logo: str = ""


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What a visitor is told before giving personal data."""

    controller: Party
    purpose: Texts
    retention_days: int
    hosting_country: str
    receipt_no: str = ""
    version: str = "1"


@dataclass(frozen=True, slots=True)
class Fair:
    """fair.yaml. `starts` and `ends` are ISO days in `timezone`; `phase` may be BY_DATE."""

    id: str
    edition: Texts
    year: int
    name: Texts
    theme: Texts
    starts: str
    ends: str
    hours: Mapping[str, str]
    timezone: str
    venue: Texts
    address: Texts
    phase: str
    organiser: Party
    partners: tuple[Partner, ...]
    languages: tuple[str, ...]
    currency: str
    price_valid_days: int
    publish: str
    look: FairLook
    privacy: PrivacyNotice
    patronage: Texts = NO_TEXT
    sample: bool = False
    budgets: Budgets = USUAL


@dataclass(frozen=True, slots=True)
class SectorInfo:
    """A sector of the floor plan in words."""

    id: str
    name: Texts
    colour: str
    pavilion: bool = False


@dataclass(frozen=True, slots=True)
class FamilyField:
    """A typed extra field of a family: kind is text, int, number or choice.

    `choices` gives the ids that a choice takes, with their words; of `many` a product has
    several. A choice without any takes every text.
    """

    id: str
    name: Texts
    kind: str
    unit: str = ""
    choices: Mapping[str, Texts] = field(default_factory=dict)
    many: bool = False

    def find_choice(self, text: str) -> str | None:
        """Return the choice whose id or word in any language is `text`, or None."""
        if text in self.choices:
            return text
        wanted = fold_words(text)
        return next(
            (key for key, words in self.choices.items()
             if wanted in map(fold_words, words.by_lang.values())),
            None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """A product family (families.yaml)."""

    id: str
    name: Texts
    fields: tuple[FamilyField, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A quality label (labels.yaml). Empty `families` or `area` means that any will do."""

    id: str
    name: Texts
    issuer: Texts
    law: str
    evidence: Texts
    families: tuple[str, ...] = ()
    area: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryFee:
    """The fee of one mode to one zone up to a weight; None is agreed case by case."""

    zone: str
    up_to_g: int
    fee: Money | None


@dataclass(frozen=True, slots=True)
class DeliveryMode:
    """A way a product reaches its buyer (delivery.yaml). `at_fair`: it is fetched in the hall."""

    id: str
    name: Texts
    needs_address: bool
    fees: tuple[DeliveryFee, ...] = ()
    at_fair: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """What is known about sending a family to a country, with source and date."""

    country: str
    families: tuple[str, ...]
    note: Texts
    allowed: bool
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """delivery.yaml as a whole. `zones` maps a zone to its towns, regions or countries."""

    modes: tuple[DeliveryMode, ...]
    zones: Mapping[str, tuple[str, ...]]
    notes: tuple[DeliveryNote, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One entry of the programme. `date` ISO day, `start` and `end` HH:MM local time."""

    id: str
    date: str
    start: str
    end: str
    room: str
    title: Texts
    speakers: Texts
    language: str
    exhibitors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """places.yaml: regions with their provinces, and countries, in the organiser's words.

    `towns` gives, for a province, the names of its towns in any language and spelling; an
    Arabic name right after a Latin one is the same town's.
    """

    regions: Mapping[str, Texts] = field(default_factory=dict)
    provinces: Mapping[str, Texts] = field(default_factory=dict)
    countries: Mapping[str, Texts] = field(default_factory=dict)
    region_of: Mapping[str, str] = field(default_factory=dict)
    towns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name_town(self, town: str, province: str, lang: str) -> str:
        """Return the town's name in Arabic letters for Arabic, where `towns` tells it."""
        names = self.towns.get(province, ())
        if lang != "ar" or town not in names:
            return town
        following = names[names.index(town) + 1 :][:1]
        return following[0] if following and _ARABIC.match(following[0]) else town


@dataclass(frozen=True, slots=True)
class TourStop:
    """One stop of a tour: an exhibitor, and what the guide says there."""

    exhibitor: str
    text: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Tour:
    """A walk that the organiser laid out (tours.yaml); the stops stay in their order."""

    id: str
    name: Texts
    stops: tuple[TourStop, ...]
    about: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of `currency` one whole unit of the fair's currency is, and who pays with it.

    `amount` keeps its digits as written: they tell how exact it is.
    """

    currency: str
    amount: Decimal
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Exchange rates of one day (rates.yaml); `date` is ISO."""

    date: str
    source: Texts
    rates: tuple[Rate, ...]

    def find(self, country: str) -> Rate | None:
        return next((rate for rate in self.rates if country in rate.countries), None)
