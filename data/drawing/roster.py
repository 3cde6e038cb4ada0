"""Who exhibits: names, places, stands and stories of the sample exhibitors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.drawing.content import Place, Three, communes, load, region_of, three, towns
from data.drawing.dice import Dice

PHONE_BLOCK = "+21250000"  # 0500 is given to no operator: nobody is called
FAIR_MARK = {"oriental-2022": "o", "beni-mellal": "b"}
FOLLOWING = {"oriental-2022": 0, "beni-mellal": 71}
STAND_SIZES = {
    "oriental-2022": {"3x3": 200, "4x3": 32, "6x3": 20, "6x6": 8},
    "beni-mellal": {"3x3": 120, "2x3": 200},
}
VOWELS = tuple("aâeéèêiîoôuhAÂEÉÈÊIÎOÔU")


@dataclass(slots=True)
class Entrant:
    """One exhibitor while the tables are being composed."""

    id: str
    trade: str
    sector: str
    place: Place
    name: Three
    proper: Three
    kind: str
    founded: int
    members: int
    women: int
    colour: str
    row: dict[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        group: str = load("trades")[self.trade]["group"]
        return group


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def of(place: str) -> str:
    """Return the French « de Figuig », « d'Oujda », with its article rules."""
    return f"d'{place}" if place[0] in VOWELS and place[0] not in "hH" else f"de {place}"


def proper_names(fair: str) -> Iterator[Three]:
    """Give invented names, none twice: the words, then the words with a complement."""
    pool = load("names")
    words = [row.split(" | ") for row in pool["words"]]
    shift = FOLLOWING[fair]
    words = Dice("names", fair).shuffled(words[shift:] + words[:shift])
    for latin, arabic in words:
        yield {"fr": latin, "ar": arabic, "en": latin}
    single = [pair for pair in words if " " not in pair[0]]
    complements = [row.split(" | ") for row in pool["complements"]]
    for turn in range(len(complements)):
        for at, (latin, arabic) in enumerate(single, turn):
            more_latin, more_arabic = complements[at % len(complements)]
            name = f"{latin} {more_latin}"
            yield {"fr": name, "ar": f"{arabic} {more_arabic}", "en": name}


def fill(template: str, entrant: Entrant) -> str:
    place = entrant.place
    return template.format(
        commune_fr=place.latin,
        commune_ar=place.arabic,
        commune_en=place.latin,
        de_commune=of(place.latin),
        members=entrant.members,
        women=entrant.women,
        founded=entrant.founded,
    )


def leads(fair: str) -> list[Entrant]:
    """Return the exhibitors that ask for a stand, in the order of the table."""
    roster = load("rosters")[fair]
    names, bodies = proper_names(fair), iter(load("rosters")["bodies"])
    entrants = []
    for sector, trades in roster["leads"]:
        for trade, count in trades.items():
            for turn in range(count):
                place = _place(fair, sector, trade, turn)
                body = next(bodies) if trade == "institution" else ""
                entrants.append(_entrant(fair, sector, trade, place, body or next(names)))
    return entrants


def extras(fair: str) -> list[Entrant]:
    """Return co-exhibitors and, last, exhibitors without a stand (the Oriental only)."""
    if fair != "oriental-2022":
        return []
    names = proper_names(fair)
    used = sum(
        count
        for _, trades in load("rosters")[fair]["leads"]
        for trade, count in trades.items()
        if trade != "institution"
    )
    for _ in range(used):
        next(names)
    trades = ["rug", "bees", "herbs", "stitch", "alfa", "couscous", "skin", "clay"] * 2
    sectors = {"rug": "crafts", "stitch": "crafts", "alfa": "crafts", "clay": "crafts"}
    return [
        _entrant(
            fair,
            sectors.get(trade, "terroir"),
            trade,
            _place(fair, "extra", trade, turn),
            next(names),
        )
        for turn, trade in enumerate([*trades, "weaving"])
    ]


def _place(fair: str, sector: str, trade: str, turn: int) -> Place:
    roster = load("rosters")
    if sector in {"africa", "europe"}:
        country = roster[fair]["guests"][sector][turn]
        return towns(country)[turn % len(towns(country))]
    if sector == "regions":
        away = roster["away"][trade]
        return Dice("away", trade, turn).pick(communes(away[turn % len(away)]))
    rooted = roster["rooted"].get(trade, [])
    home = [p for p in rooted if p in roster[fair]["home"]] or roster[fair]["home"]
    province = home[(turn + Dice("home", fair, trade).below(len(home))) % len(home)]
    if sector == "institutions":
        return communes(province)[0]
    return Dice("place", fair, trade, turn).pick(communes(province))


def _entrant(fair: str, sector: str, trade: str, place: Place, given: Three | str) -> Entrant:
    kind, proper, name = _named(trade, given)
    dice = Dice("entrant", fair, name["fr"])
    members = dice.between(11, 64)
    women = members if trade in {"couscous", "stitch", "argan"} else dice.between(0, members)
    women = 0 if women < 11 else women  # noqa: PLR2004 - Arabic counts from 11 take one form
    entrant = Entrant(
        id=slug(proper["en"] if isinstance(given, str) else f"{proper['fr']}"),
        trade=trade,
        sector=sector,
        place=place,
        name=name,
        proper=proper,
        kind=kind,
        founded=dice.between(2003, 2020),
        members=members,
        women=women,
        colour=_shade(load("trades")[trade]["colour"], dice),
    )
    entrant.row = _row(fair, entrant)
    return entrant


def _named(trade: str, given: Three | str) -> tuple[str, Three, Three]:
    if isinstance(given, str):
        *_, kind = (part.strip() for part in given.split("|"))
        name = three(given)
        return kind, name, name
    profile = load("trades")[trade]
    kind = profile.get("kind", "cooperative")
    plain = kind == "cooperative" and Dice("plain", given["fr"]).one_in(3)
    plain = plain and profile["title"][0].startswith("Coop")
    titles = ["Coopérative {}", "تعاونية {}", "{} Cooperative"] if plain else profile["title"]
    name = {
        lang: title.format(given[lang])
        for lang, title in zip(("fr", "ar", "en"), titles, strict=True)
    }
    return kind, given, name


def _shade(colour: str, dice: Dice) -> str:
    """Vary a colour a little, so that neighbours of one trade differ."""
    parts = [int(colour[at : at + 2], 16) + dice.between(-22, 22) for at in (1, 3, 5)]
    return "#" + "".join(f"{min(235, max(20, part)):02x}" for part in parts)


def _row(fair: str, entrant: Entrant) -> dict[str, Any]:
    dice = Dice("row", fair, entrant.id)
    number = Dice("phone", fair, entrant.id).below(10000)
    phone = f"{PHONE_BLOCK}{number:04d}"
    foreign = entrant.place.country != "MA"
    public = entrant.kind in {"public_body", "institution"}
    languages = ["ar", "fr", *(["zgh"] if dice.one_in(2) else []), *(["en"] if foreign else [])]
    delivery = ["collect_fair", "collect_cooperative", "parcel", "coach", "abroad"]
    kept = [mode for mode in delivery if mode == "collect_fair" or not dice.one_in(3)]
    modes = ["cash_on_collection", "cash_on_delivery", "bank_transfer", "transfer_agency"]
    return {
        "kind": entrant.kind,
        "legal_form": _legal_form(entrant),
        "register_no": f"SAMPLE-RC-{dice.between(10**6, 10**7 - 1)}",
        "ice": "" if dice.one_in(6) else f"SAMPLE-{dice.between(10**8, 10**9 - 1)}",
        "founded": entrant.founded,
        "members": "" if public else entrant.members,
        "women_members": "" if public or not entrant.women else entrant.women,
        "commune": entrant.place.latin,
        "province": entrant.place.province,
        "region": region_of(entrant.place.province),
        "country": entrant.place.country,
        "contact_name": _contact(dice),
        "phone": phone,
        "whatsapp": phone if not dice.one_in(4) else "",
        "email": f"contact@{entrant.id}.example" if not dice.one_in(5) else "",
        "languages": "|".join(languages),
        "call_hours": dice.pick(["09:00-12:00|15:00-18:00", "10:00-17:00", "09:00-19:00", ""]),
        "show_phone": "no" if dice.one_in(12) else "yes",
        "voice_note": "",
        "colour": entrant.colour,
        "logo": f"logos/{entrant.id}.webp" if not dice.one_in(20) else "",
        "payment_modes": "" if public else "|".join(modes[: dice.between(2, 4)]),
        "delivery_modes": "" if public else "|".join(kept),
    }


def _legal_form(entrant: Entrant) -> str:
    return {
        "cooperative": "Coopérative (loi 112-12, exemple)",
        "association": "Association (dahir de 1958, exemple)",
        "mutual": "Mutuelle (exemple)",
        "social_enterprise": "SARL à objet social (exemple)",
        "institution": "Organisme inventé (exemple)",
        "public_body": "Organisme public inventé (exemple)",
    }[entrant.kind]


def _contact(dice: Dice) -> str:
    pool = load("names")
    women = dice.below(5) < 3  # noqa: PLR2004 - three contacts in five are women
    first = dice.pick(pool["first_names_f" if women else "first_names_m"])
    return f"{first.split(' | ')[0]} {dice.pick(pool['family_names'])}"


def stand_wishes(fair: str, entrants: list[Entrant]) -> Mapping[str, str]:
    """Return the size asked for by each lead exhibitor, as `3x3`, in metres."""
    left = dict(STAND_SIZES[fair])
    wishes: dict[str, str] = {}
    big = [e for e in entrants if e.sector in {"institutions", "africa", "europe"}]
    rest = Dice("stands", fair).shuffled([e for e in entrants if e not in big])
    for size in ("6x6", "6x3", "4x3"):
        while left.get(size):
            queue = big if big and size != "4x3" else rest
            wishes[queue.pop(0).id] = size
            left[size] -= 1
    for entrant in [*big, *rest]:
        size = next(size for size in ("3x3", "2x3") if left.get(size))
        wishes[entrant.id] = size
        left[size] -= 1
    return wishes
