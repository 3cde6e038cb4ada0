"""A fair of two dozen stands, cut out of the Oriental one: real tables, built in seconds."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "data" / "oriental-2022"
PRODUCTS_EACH = 3
LEADS = {"terroir": 14, "crafts": 10}
_REFERENCES = (
    "delivery.yaml", "families.yaml", "labels.yaml", "places.yaml", "rates.yaml", "synonyms.yaml",
)  # fmt: skip
PLAN = """\
# A small hall for tests.
hall:
  id: hall-1
  height: 6
  outline: [[0, 0], [40, 0], [40, 26], [0, 26]]
doors:
  - {id: main, kind: entrance, wall: 1, at: 20, width: 4, clear_depth: 4}
  - {id: east, kind: exit, wall: 2, at: 13, width: 3}
  - {id: west, kind: exit, wall: 4, at: 13, width: 3}
zones:
  - id: workshop-1
    kind: workshop
    at: [33, 19]
    size: 7 x 7
    name: {fr: Atelier 1, ar: الورشة 1, en: Workshop 1}
sectors:
  - id: terroir
    colour: '#c8912e'
    name: {fr: Produits du terroir, ar: المنتوجات المجالية, en: Terroir products}
  - {id: crafts, colour: '#b5532f', name: {fr: Artisanat, ar: الصناعة التقليدية, en: Crafts}}
rules:
  profile: house
  aisle: 3
  main_aisle: 4
  max_travel: 50
"""


def make_small_fair(folder: Path) -> Path:
    """Write the small fair into `folder` and return it."""
    folder.mkdir(parents=True)
    fair = (SOURCE / "fair.yaml").read_text("utf-8")
    (folder / "fair.yaml").write_text(fair.replace("id: oriental-2022", "id: small", 1), "utf-8")
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    for name in _REFERENCES:
        shutil.copy(SOURCE / name, folder / name)
    leads = _choose_leads()
    _copy_rows("exhibitors.csv", folder, lambda row: row["id"] in leads)
    products = _first_products(leads)
    _copy_rows("products.csv", folder, lambda row: row["id"] in products)
    _copy_rows("programme.csv", folder, lambda row: row["room"] == "workshop-1")
    _copy_media(folder)
    return folder


def _rows(name: str, folder: Path = SOURCE) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _choose_leads() -> set[str]:
    rows = _rows("exhibitors.csv")
    hosts = {row["host"] for row in rows}
    left = dict(LEADS)
    leads = set()
    for row in rows:
        plain = row["width_m"] in {"3", "3.0"} and not row["host"] and row["id"] not in hosts
        wishes = row["near"] or row["apart"]
        if plain and not wishes and left.get(row["sector"], 0):
            left[row["sector"]] -= 1
            leads.add(row["id"])
    return leads


def _first_products(leads: set[str]) -> set[str]:
    left = dict.fromkeys(leads, PRODUCTS_EACH)
    chosen = set()
    for row in _rows("products.csv"):
        if left.get(row["exhibitor"], 0):
            left[row["exhibitor"]] -= 1
            chosen.add(row["id"])
    return chosen


def _copy_rows(name: str, folder: Path, wanted: object) -> None:
    rows = _rows(name)
    kept = [row for row in rows if wanted(row)]  # type: ignore[operator]
    if name == "programme.csv":
        kept = [{**row, "exhibitors": ""} for row in kept]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)


def _copy_media(folder: Path) -> None:
    """Copy the pictures that the kept rows and fair.yaml name."""
    used = {row["logo"] for row in _rows("exhibitors.csv", folder)}
    for row in _rows("products.csv", folder):
        used |= {row["picture"], *row["photos"].split("|")}
    (folder / "media").mkdir()
    for path in (SOURCE / "media").rglob("*"):
        name = path.relative_to(SOURCE / "media").as_posix()
        if path.is_file() and (name in used or name in (folder / "fair.yaml").read_text("utf-8")):
            target = folder / "media" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def set_stock_aside(fair: Path) -> None:
    """Let no product run out: stock is not what this test is about."""
    path = fair / "products.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["stock"], row["one_of_a_kind"] = "", "no"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
