"""The small fair with texts in its tables that break out of markup where they can."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

from hall_process import ROOT
from hostile_texts import MARKUP, SIGNS, TEMPLATES
from servable_fair import ServableFair
from small_fair import make_small_fair

LONGEST = 3_500
MARKED_PRODUCTS = 3


def make_hostile_fair(folder: Path) -> ServableFair:
    """Write the fair; its first exhibitor and that one's products carry the texts."""
    fair = make_small_fair(folder / "fair")
    everything = " ".join((*MARKUP, *TEMPLATES)).replace("\t", " ")[:LONGEST]
    signs = " ".join(sign for sign in SIGNS if sign.isprintable())
    products = _read(fair / "products.csv")
    exhibitor = products[0]["exhibitor"]
    mine = [row for row in products if row["exhibitor"] == exhibitor][:MARKED_PRODUCTS]
    for row, name in zip(mine, (MARKUP[0], MARKUP[4], MARKUP[40]), strict=True):
        for lang in ("fr", "ar", "en"):
            row[f"name_{lang}"] = f"{name} {row['id']}"
            row[f"description_{lang}"] = everything
            row[f"nature_{lang}"] = signs
            row[f"how_made_{lang}"] = everything
        row["stock"] = row["one_of_a_kind"] = ""  # there are as many orders as texts
    _write(fair / "products.csv", products)
    exhibitors = _read(fair / "exhibitors.csv")
    for row in exhibitors:
        if row["id"] == exhibitor:
            for lang in ("fr", "ar", "en"):
                row[f"name_{lang}"] = MARKUP[6]
                row[f"about_{lang}"] = everything
                row[f"story_{lang}"] = everything
            row["call_hours"] = MARKUP[40]
    _write(fair / "exhibitors.csv", exhibitors)
    return ServableFair(fair, folder / "state")


def first_products(served: ServableFair) -> list[dict[str, str]]:
    """Return the rows that carry the texts."""
    products = _read(served.fair / "products.csv")
    return [row for row in products if row["exhibitor"] == products[0]["exhibitor"]][
        :MARKED_PRODUCTS
    ]


def invite(served: ServableFair, *who: str) -> str:
    """Return the path of an invitation for an exhibitor's id or `--organiser`."""
    command = [sys.executable, "-m", "hall", "invite", "--data-dir", str(served.state)]
    done = subprocess.run(
        [*command, str(served.fair), *who],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found = re.search(r"/\w\w/invites/[\w-]+", done.stdout)
    assert found, done.stdout
    return found[0]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
