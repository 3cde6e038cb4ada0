"""What each exhibitor offers: an archetype, made particular by place, variant and size."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from data.drawing.content import LANGUAGES, Offer, Three, Variant, load, offers, three
from data.drawing.dice import Dice
from data.drawing.roster import FAIR_MARK, Entrant, fill, of

OFFERS_PER_STAND = {
    "oriental-2022": {"default": (4, 5), "services": (2, 4), "institutions": (3, 4)},
    "beni-mellal": {
        "default": (2, 3), "services": (1, 2), "solidarity": (1, 2), "institutions": (1, 2),
    },
}  # fmt: skip
LAST_PRICES = {"oriental-2022": dt.date(2022, 5, 25), "beni-mellal": dt.date(2024, 6, 28)}
EDIBLE = {
    "honey", "oil", "dates", "fruit", "cereal", "herbs", "preserves", "dairy", "wild", "drinks",
}  # fmt: skip
CLOTHS = {"rug", "textile"}
SEPARATOR = {"fr": ", ", "ar": "، ", "en": ", "}
UNITS = {"g": 1, "kg": 1000, "ml": 1, "l": 1000}
LABEL_SHARE = 5
# One field for every language: what is printed on a certificate, in both.
CERTIFIER = "Organisme certificateur (exemple) · هيئة تصديق (نموذج)"
STOCKS = (6, 12, 18, 24, 40, 60, 120, "")
DETAIL_ALT = {
    "fr": "Détail du tissage : {}",
    "ar": "تفصيل من النسيج: {}",
    "en": "Detail of the weave: {}",
}


class Shelf:
    """Composes the offers of one fair; no name and description twice, archetypes spread."""

    def __init__(self, fair: str) -> None:
        self.fair = fair
        self.used: Counter[str] = Counter()
        self.seen: set[tuple[str, str]] = set()
        self.outside_shown = False
        self.offer_of: dict[str, str] = {}
        self.variant_of: dict[str, Variant | None] = {}

    def fill(self, entrant: Entrant) -> list[dict[str, Any]]:
        low, high = OFFERS_PER_STAND[self.fair].get(
            entrant.sector, OFFERS_PER_STAND[self.fair]["default"]
        )
        dice = Dice("shelf", self.fair, entrant.id)
        suited = [offer for offer in offers() if self._suits(offer, entrant)]
        wanted = dice.between(low, high)
        order = sorted(
            dice.shuffled(suited),
            key=lambda offer: self.used[offer.id] - (2 if entrant.trade == offer.trades[0] else 0),
        )
        chosen = (order * wanted)[:wanted]
        return [self._row(entrant, offer, number) for number, offer in enumerate(chosen, 1)]

    def _shows_a_mistake(self) -> bool:
        first = self.fair == "oriental-2022" and not self.outside_shown
        self.outside_shown = True
        return first

    def _suits(self, offer: Offer, entrant: Entrant) -> bool:
        place = entrant.place
        return entrant.trade in offer.trades and offer.suits(
            FAIR_MARK[self.fair], place.province, place.country
        )

    def _row(self, entrant: Entrant, offer: Offer, number: int) -> dict[str, Any]:
        turn = self.used[offer.id]
        self.used[offer.id] += 1
        dice = Dice("offer", self.fair, entrant.id, offer.id, number)
        variant = offer.variants[turn % len(offer.variants)] if offer.variants else None
        size, price = offer.sizes[(turn // 2 + number) % len(offer.sizes)].split(":")
        row: dict[str, Any] = {
            "id": f"{entrant.id}-{number}",
            "exhibitor": entrant.id,
            "family": offer.family,
            "form": offer.form,
            "origin_commune": entrant.place.latin,
            "origin_province": entrant.place.province,
            "currency": "MAD",
        }
        row.update(self._texts(entrant, offer, variant, dice, turn))
        row.update(priced(self.fair, offer, int(price), dice))
        row.update(measured(offer, size))
        row.update(traded(self.fair, offer, row, dice))
        row.update(self._labelled(entrant, offer, dice))
        row.update(pictured(offer, row["id"], dice))
        row.update(composed(offer))
        row.update(detailed(row, dice))
        self.offer_of[row["id"]] = offer.id
        self.variant_of[row["id"]] = variant
        return row

    def _texts(
        self, entrant: Entrant, offer: Offer, variant: Variant | None, dice: Dice, turn: int
    ) -> Three:
        names = offer_name(entrant, offer, variant, dice)
        group = closing_group(offer, entrant)
        closings = dice.shuffled(load("stories")["closing"][group])
        base = offer.text("text")
        pairs = [(first, None) for first in closings]
        pairs += [(a, b) for a in closings for b in closings if a is not b]
        for first, second in pairs:
            description = {
                lang: " ".join([base[lang], *(fill(c[at], entrant) for c in (first, second) if c)])
                for at, lang in enumerate(LANGUAGES)
            }
            keys = {(names[lang], description[lang]) for lang in LANGUAGES}
            if not keys & self.seen:
                break
        else:
            raise ValueError(f"no wording left for {offer.id} of {entrant.id}, turn {turn}")
        self.seen |= keys
        texts = {f"name_{lang}": names[lang] for lang in LANGUAGES}
        texts |= {f"description_{lang}": description[lang] for lang in LANGUAGES}
        texts |= {f"nature_{lang}": offer.text("nature")[lang] for lang in LANGUAGES}
        texts |= {f"how_made_{lang}": offer.text("how")[lang] for lang in LANGUAGES}
        return texts

    def _labelled(self, entrant: Entrant, offer: Offer, dice: Dice) -> dict[str, Any]:
        label = offer.details.get("label")
        if entrant.trade == "creation-care" and self._shows_a_mistake():
            # One claim is wrong on purpose, so that a demonstration shows the finding.
            return {"label_id": "igp-argane", "label_no": "SAMPLE-00001"}
        inside = entrant.place.province in offer.details.get(
            "label_prov", entrant.place.province
        ).split(" ")
        if not label or not inside or dice.below(LABEL_SHARE) > 1:
            return {}
        end = LAST_PRICES[self.fair].replace(month=12, day=31)
        return {
            "label_id": label,
            "label_no": f"SAMPLE-{dice.between(10000, 99999)}",
            "certifier": CERTIFIER if dice.one_in(2) else "",
            "label_valid_until": end.isoformat() if dice.one_in(2) else "",
        }


def offer_name(entrant: Entrant, offer: Offer, variant: Variant | None, dice: Dice) -> Three:
    names = dict(offer.text("name"))
    if variant:
        return {lang: names[lang] + SEPARATOR[lang] + variant.name[lang] for lang in LANGUAGES}
    place = entrant.place
    # A name that already holds a place (a word with a capital after the first) takes no other.
    placed = any(word[:1].isupper() for word in names["fr"].replace("'", " ").split()[1:])
    if placed or offer.family in {"service", "information"} or dice.one_in(3):
        return names
    return {
        "fr": f"{names['fr']} {of(place.latin)}",
        "ar": f"{names['ar']} من {place.arabic}",
        "en": f"{names['en']} from {place.latin}",
    }


def closing_group(offer: Offer, entrant: Entrant) -> str:
    if entrant.trade in {"africa", "europe"}:
        return "guest"
    if offer.form == "basket" and offer.family == "fruit":
        return "fresh"
    if offer.family == "textile" and offer.art != "cloth":
        return "wicker"
    if offer.family == "home":
        return "food" if "bees" in offer.trades else "creation"
    by_family = {
        "rug": "cloth", "textile": "cloth", "cosmetic": "care", "soap": "care",
        "service": "service", "information": "service", "pottery": "clay",
        "basketry": "wicker", "leather": "leather", "wood": "wood", "jewellery": "metal",
        "craft": "clay", "equipment": "creation", "stationery": "creation", "home": "care",
        "plants": "service",
    }  # fmt: skip
    grown = offer.family in {"honey", "oil", "dates", "fruit", "herbs", "wild"}
    return by_family.get(offer.family, "harvest" if grown else "food")


def priced(fair: str, offer: Offer, price: int, dice: Dice) -> dict[str, Any]:
    kind = offer.details.get("price_kind", "fixed")
    day = LAST_PRICES[fair] - dt.timedelta(days=dice.below(22))
    row: dict[str, Any] = {"price_kind": kind, "price_date": day.isoformat()}
    if not price:
        return row
    step = 1 if price < 30 else 5 if price < 500 else 50  # noqa: PLR2004 - how people round
    row["price"] = max(step, round(price * (0.9 + 0.25 * dice.part()) / step) * step)
    bulk = kind == "fixed" and row["price"] < 600 and not offer.details.get("one")  # noqa: PLR2004 - dear pieces are sold one by one
    if bulk and dice.below(5) < 2:  # noqa: PLR2004 - two in five sell wholesale
        row["wholesale_price"] = round(row["price"] * 0.85)
        row["wholesale_from"] = dice.pick([10, 12, 20, 24, 50])
    return row


def measured(offer: Offer, size: str) -> dict[str, Any]:
    """Net quantity and unit, how it is sold and what a parcel of it weighs."""
    details = offer.details
    extra: dict[str, Any] = {
        key: chosen(details[key])
        for key in ("technique", "materials", "dyes", "flower", "variety", "grain", "milk",
                    "duration", "food_safe")
        if key in details
    }  # fmt: skip
    sides = ("height", "width", "diameter")
    extra |= {f"{side}_cm": details[side] for side in sides if side in details}
    if "knots" in details:
        extra["knots_per_dm2"] = details["knots"]
    if "x" in size:
        length, width = (int(part) for part in size.split("x"))
        weight = round(length * width * (0.28 if offer.family == "rug" else 0.06))
        area: dict[str, Any] = {"net_quantity": round(length * width / 10000, 2), "net_unit": "m2"}
        # A rug is compared by the square metre; a caftan or a scarf is not.
        extra |= area if offer.family == "rug" else {}
        return extra | {
            "length_cm": length, "width_cm": width, "sold_by": "piece",
            "pack_weight_g": weight + 300,
        }  # fmt: skip
    if size == "piece":
        intangible = offer.family in {"service", "information"}
        return extra | {"sold_by": "piece", "pack_weight_g": "" if intangible else 900}
    unit = size.lstrip("0123456789")
    quantity = int(size.removesuffix(unit))
    grams = quantity * UNITS[unit]
    glass = 350 if offer.form in {"jar", "bottle", "flask"} else 60
    return extra | {
        "sold_by": "pack", "net_quantity": quantity, "net_unit": unit,
        "pack_weight_g": grams + min(glass, grams),
    }  # fmt: skip


def chosen(value: object) -> str:
    """Return the choices of a family's field as the cell holds them: ids, parted by |."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "|".join(value) if isinstance(value, list) else str(value)


def traded(fair: str, offer: Offer, row: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """Stock, season, lead time, dates, allergens, marks and where it can be sent."""
    details = offer.details
    one = bool(details.get("one")) or (offer.family == "rug" and details["cloth"] != "mat")
    intangible = offer.family in {"service", "information"}
    stock: Any = "" if intangible else 1 if one else dice.pick(STOCKS)
    edible = offer.family in EDIBLE
    days = int(details.get("best", 360 + 90 * dice.below(4)))
    best = (LAST_PRICES[fair] + dt.timedelta(days=days)).isoformat()
    fresh = offer.family in {"fruit", "dairy"} and offer.form in {"basket", "box"}
    abroad = not edible or offer.family in {"honey", "oil", "herbs", "cereal", "dates"}
    reach = "MA" if fresh or not abroad else "MA|FR|BE|ES|NL|IT|DE"
    number = f"{dice.between(100, 999)}.{dice.between(10, 99)}.{dice.between(1, 20):02d}"
    if one:
        row.pop("wholesale_price", None)
        row.pop("wholesale_from", None)
    return {
        "min_quantity": details.get("min", 1),
        "stock": 0 if stock and not one and dice.one_in(30) else stock,
        "one_of_a_kind": "yes" if one else "no",
        "lead_days": details.get("lead", dice.pick(["", "", "", 7, 15, 30])),
        "season": details.get("season", ""),
        "best_before": best if edible and not fresh else "",
        "allergens": "|".join(details.get("allergens", [])),
        "sanitary_no": f"SAMPLE-ONSSA-{number}" if edible and not dice.one_in(5) else "",
        "ships_to": "" if intangible else reach,
    }  # fmt: skip


def composed(offer: Offer) -> dict[str, Any]:
    """What the product is made of, where it is made of several things."""
    ingredients = load("ingredients").get(offer.id)
    if ingredients is None:
        return {}
    return {f"ingredients_{lang}": text for lang, text in three(ingredients).items()}


def detailed(row: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """A close picture of some rugs, described; the stamp's number where one is claimed."""
    extra: dict[str, Any] = {}
    if row.get("label_id") == "rug-stamp":
        extra["stamp_no"] = f"SAMPLE-EST-{dice.between(1000, 9999)}"
    if row["family"] == "rug" and dice.one_in(4):
        extra["photos"] = row["picture"].replace("cloths/", "details/")
        for lang, alt in DETAIL_ALT.items():
            extra[f"photo_alt_{lang}"] = alt.format(row[f"name_{lang}"])
    return extra


def pictured(offer: Offer, product: str, dice: Dice) -> dict[str, Any]:
    if offer.art == "cloth":
        return {"colour": offer.colour, "picture": f"cloths/{product}.webp"}
    parts = [int(offer.colour[at : at + 2], 16) + dice.between(-12, 12) for at in (1, 3, 5)]
    colour = "#" + "".join(f"{min(245, max(10, part)):02x}" for part in parts)
    return {"colour": colour, "picture": f"labels/{product}.webp"}
