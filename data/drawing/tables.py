"""Writes the tables of both sample fairs: `python -m data.drawing.tables`."""

from __future__ import annotations

import csv
import re
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from data.drawing.content import LANGUAGES, load, three
from data.drawing.dice import Dice
from data.drawing.roster import Entrant, extras, fill, leads, stand_wishes
from data.drawing.shelf import Shelf

DATA = Path(__file__).parent.parent
FAIRS = ("oriental-2022", "beni-mellal")
REGION = {"oriental-2022": "oriental", "beni-mellal": "beni-mellal-khenifra"}


_APOSTROPHE = re.compile(r"(?<=\w)'")
_ONE_LINE: Mapping[str, Any] = {
    "allow_unicode": True, "default_flow_style": None, "sort_keys": False, "width": 100,
}  # fmt: skip


def _spread(*fields: str) -> list[str]:
    return [f"{field}_{lang}" for field in fields for lang in LANGUAGES]


EXHIBITOR_COLUMNS = [
    "id", "host", *_spread("name", "about"), "kind", "sector", "legal_form", "register_no",
    "ice", "founded", "members", "women_members", "commune", "province", "region", "country",
    "contact_name", "phone", "whatsapp", "email", "languages", "call_hours", "show_phone",
    *_spread("story"), "voice_note", "colour", "logo", "payment_modes", "delivery_modes",
    "width_m", "depth_m", "kit", "open_sides", "near", "apart",
]  # fmt: skip
PRODUCT_COLUMNS = [
    "id", "exhibitor", "family", *_spread("name", "description", "nature", "how_made"),
    "origin_commune", "origin_province", "label_id", "label_no", "certifier",
    "label_valid_until", "sanitary_no", "price", "price_kind", "currency", "net_quantity",
    "net_unit", "sold_by", "pack_weight_g", "min_quantity", "wholesale_price",
    "wholesale_from", "price_date", "stock", "one_of_a_kind", "lead_days", "season",
    "best_before", *_spread("ingredients"), "allergens", "ships_to", "form", "colour",
    "picture", "photos", *_spread("photo_alt"), "model", "length_cm", "width_cm",
    "height_cm", "diameter_cm", "technique", "knots_per_dm2", "materials", "dyes", "stamp_no",
    "flower", "variety", "grain", "milk", "duration", "food_safe",
]  # fmt: skip
SESSION_COLUMNS = [
    "id", "date", "start", "end", "room", *_spread("title", "speakers"), "language",
    "exhibitors",
]  # fmt: skip


def write_csv(path: Path, columns: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _set(key, value) for key, value in row.items()} for row in rows)


def _set(column: str, value: Any) -> Any:  # noqa: ANN401 - cells are texts, numbers or nothing
    """Return a French or English text with the apostrophe of print."""
    if column.endswith(("_fr", "_en")) and isinstance(value, str):
        return _APOSTROPHE.sub("’", value)
    return value


def about(entrant: Entrant) -> dict[str, str]:
    """Compose the about and the story of two to four sentences in each language."""
    pool, dice = load("stories"), Dice("story", entrant.id)
    work = dice.pick(load("trades")[entrant.trade]["work"])
    opening, origin = dice.pick(pool["opening"]), dice.pick(pool["origin"])
    wish, women = dice.pick(pool["wish"]), dice.pick(pool["women"])
    some = 0 < entrant.women < entrant.members
    public = entrant.kind in {"public_body", "institution"}
    texts = {}
    for at, lang in enumerate(LANGUAGES):
        first = load("stories")["body"][at] if public else opening[at]
        texts[f"about_{lang}"] = f"{fill(first, entrant)} {work[at]}"
        tale = [load("stories")["body_story"][at]] if public else [
            origin[at], *([women[at]] if some else []), wish[at],
        ]  # fmt: skip
        texts[f"story_{lang}"] = " ".join(fill(sentence, entrant) for sentence in tale)
    return texts


def exhibitor_rows(fair: str) -> tuple[list[Entrant], list[dict[str, Any]]]:
    """Return everyone of a fair with their rows; ids are unique over the table."""
    first, more = leads(fair), extras(fair)
    _make_unique([*first, *more])
    wishes = stand_wishes(fair, first)
    rows = []
    for entrant in first:
        width, depth = wishes[entrant.id].split("x")
        row = _base(entrant) | {"width_m": width, "depth_m": depth}
        rows.append(row | _kit(entrant, wishes[entrant.id]))
    hosts = [entrant for entrant in first if wishes[entrant.id] in {"4x3", "6x3"}]
    for number, entrant in enumerate(more):
        alone = number >= len(more) - 3
        trades = [host for host in hosts if host.sector == entrant.sector]
        host = "" if alone else trades[number % len(trades)].id
        rows.append(_base(entrant) | {"host": host})
    _neighbours(fair, rows)
    return [*first, *more], rows


def _make_unique(entrants: list[Entrant]) -> None:
    seen: set[str] = set()
    for entrant in entrants:
        if entrant.id in seen:
            raise ValueError(f"two exhibitors are named {entrant.name['fr']}")
        seen.add(entrant.id)


def _base(entrant: Entrant) -> dict[str, Any]:
    names = {f"name_{lang}": entrant.name[lang] for lang in LANGUAGES}
    return {"id": entrant.id, "sector": entrant.sector, **names, **about(entrant), **entrant.row}


def _kit(entrant: Entrant, size: str) -> dict[str, Any]:
    if size == "6x6":
        return {"kit": "island", "open_sides": 4}
    if entrant.sector in {"africa", "europe"}:
        return {"kit": "pavilion", "open_sides": ""}
    dice = Dice("kit", entrant.id)
    kit = "space_only" if entrant.trade in {"rug", "clay"} and dice.one_in(6) else "shell_scheme"
    return {"kit": kit, "open_sides": dice.pick(["", "", "", 1, 2])}


def _neighbours(fair: str, rows: list[dict[str, Any]]) -> None:
    """Some ask to stand beside a friend, some away from one who sells the same."""
    placed = [row for row in rows if row.get("width_m") == "3"]
    for row in placed[:: 21 if fair == "oriental-2022" else 27]:
        same = [other for other in placed if other["sector"] == row["sector"] and other is not row]
        dice = Dice("near", row["id"])
        row[dice.pick(["near", "near", "apart"])] = dice.pick(same)["id"]


def session_rows(fair: str, entrants: list[Entrant]) -> list[dict[str, Any]]:
    rows = []
    for number, session in enumerate(load("programme")[fair], 1):
        title, speakers = three(session["title"]), three(session["speakers"])
        guests = [e.id for e in entrants if e.trade == session.get("trade")]
        dice = Dice("session", fair, number)
        rows.append(
            {
                "id": f"session-{number:02d}",
                "date": session["date"],
                "start": session["from"],
                "end": session["to"],
                "room": session["room"],
                **{f"title_{lang}": title[lang] for lang in LANGUAGES},
                **{f"speakers_{lang}": speakers[lang] for lang in LANGUAGES},
                "language": session["language"],
                "exhibitors": "|".join(dice.shuffled(guests)[:2]),
            }
        )
    return rows


def write_places(path: Path) -> None:
    places = load("places")
    provinces = {
        province: {"name": dict(three(names)), "region": region}
        for region, its in places["provinces"].items()
        for province, names in its.items()
    }
    value = {
        "regions": {region: dict(three(names)) for region, names in places["regions"].items()},
        "provinces": provinces,
        "countries": {code: dict(three(names)) for code, names in places["countries"].items()},
    }
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
    head = "# Regions, provinces and countries in the organiser's wording.\n"
    named = {province: names for province in provinces if (names := _town_names(province))}
    towns = yaml.safe_dump(named, **_ONE_LINE)
    tail = "# The towns of a province, in any spelling: what buyers write.\ntowns:\n"
    path.write_text(head + text + tail + textwrap.indent(towns, "  "), "utf-8")


def _town_names(province: str) -> list[str]:
    """Return a province's towns in both scripts, and how people call them."""
    places = load("places")
    listed = [name for pair in places["communes"].get(province, []) for name in pair.split(" | ")]
    return list(dict.fromkeys([*listed, *places["nicknames"].get(province, [])]))


def write_fair(fair: str) -> tuple[int, int, int]:
    """Write one fair's tables; return how many exhibitors, products and sessions."""
    folder = DATA / fair
    entrants, rows = exhibitor_rows(fair)
    shelf = Shelf(fair)
    products = [row for entrant in entrants for row in shelf.fill(entrant)]
    sessions = session_rows(fair, entrants)
    write_csv(folder / "exhibitors.csv", EXHIBITOR_COLUMNS, rows)
    write_csv(folder / "products.csv", PRODUCT_COLUMNS, products)
    write_csv(folder / "programme.csv", SESSION_COLUMNS, sessions)
    write_places(folder / "places.yaml")
    for name in ("families", "labels", "delivery", "synonyms"):
        source = Path(__file__).parent / "content" / "reference" / f"{name}.yaml"
        text = source.read_text("utf-8").replace("{near}", REGION[fair])
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return len(rows), len(products), len(sessions)


def main() -> None:
    for fair in FAIRS:
        exhibitors, products, sessions = write_fair(fair)
        print(f"{fair}: {exhibitors} exhibitors, {products} products, {sessions} sessions")


if __name__ == "__main__":
    main()
