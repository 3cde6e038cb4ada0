"""Draws the media of both sample fairs: `python -m data.drawing.media [fair]`.

The tables must have been written before (`data.drawing.tables`): what they name is drawn,
what they no longer name is removed. A second run on the same machine gives the same bytes.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from data.drawing.canvas import webp
from data.drawing.cloths import draw_cloth, draw_detail
from data.drawing.content import Offer, offers
from data.drawing.labels import draw_label
from data.drawing.logos import draw_fair_mark, draw_logo, draw_partner
from data.drawing.roster import Entrant, extras, leads
from data.drawing.shelf import Shelf
from data.drawing.tables import DATA, FAIRS

Task = tuple[str, Callable[..., Image.Image], tuple[Any, ...]]
QUALITY = {
    "labels": (68, 9500),
    "cloths": (58, 25000),
    "details": (50, 14000),
    "logos": (72, 4096),
    "partners": (80, 8000),
}
MARK = (86, 24000)
WORKERS = 2


def tasks(fair: str) -> Iterator[Task]:
    """Give what is to be drawn: the path below media/, the drawing and its arguments."""
    yield "fair.webp", draw_fair_mark, (fair,)
    profile = yaml.safe_load((DATA / fair / "fair.yaml").read_text("utf-8"))
    for partner in profile["partners"]:
        if partner.get("logo"):
            names = partner["name"]
            kind = Path(partner["logo"]).stem
            colour = profile["look"]["primary"]
            yield partner["logo"], draw_partner, (kind, names["fr"], names["ar"], colour)
    entrants = {entrant.id: entrant for entrant in [*leads(fair), *extras(fair)]}
    for entrant in entrants.values():
        if entrant.row["logo"]:
            words = (entrant.proper["fr"], entrant.proper["ar"])
            made = (entrant.id, entrant.trade, entrant.colour, *words)
            yield entrant.row["logo"], draw_logo, made
    by_id = {offer.id: offer for offer in offers()}
    shelf = Shelf(fair)
    for entrant in entrants.values():
        for row in shelf.fill(entrant):
            task = _product_task(entrant, by_id[shelf.offer_of[row["id"]]], row, shelf)
            yield task
            if row.get("photos"):
                yield row["photos"], draw_detail, task[2]


def _product_task(entrant: Entrant, offer: Offer, row: dict[str, Any], shelf: Shelf) -> Task:
    variant = shelf.variant_of[row["id"]]
    if offer.art == "cloth":
        palette = variant.palette if variant else "sable"
        sides = (int(row["length_cm"]), int(row["width_cm"]))
        return row["picture"], draw_cloth, (offer.details["cloth"], palette, *sides, row["id"])
    latin, arabic = offer.text("name")["fr"], offer.text("name")["ar"]
    if variant:
        latin, arabic = f"{latin}, {variant.name['fr']}", f"{arabic}، {variant.name['ar']}"
    size = f"{row['net_quantity']} {row['net_unit']}" if row.get("net_unit") else ""
    made = (
        row["form"],
        offer.art,
        row["colour"],
        (latin, arabic),
        _maker_of(entrant),
        size,
        entrant.id,
    )
    return row["picture"], draw_label, made


def _maker_of(entrant: Entrant) -> str:
    proper = entrant.proper["fr"]
    return f"Coop. {proper}" if entrant.kind == "cooperative" else proper


def _draw(job: tuple[Path, Task]) -> tuple[str, int]:
    media, (name, draw, arguments) = job
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = webp(draw(*arguments), *QUALITY.get(name.split("/")[0], MARK))
    path.write_bytes(data)
    return name, len(data)


def draw_fair(fair: str) -> dict[str, int]:
    """Draw all pictures of a fair; return their sizes by name."""
    media = DATA / fair / "media"
    jobs = [(media, task) for task in tasks(fair)]
    # An executor, not a pool: it says so when a worker was killed for its memory.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as workers:
        sizes = dict(workers.map(_draw, jobs, chunksize=16))
    for path in media.rglob("*.webp"):
        if path.relative_to(media).as_posix() not in sizes:
            path.unlink()
    return sizes


def main() -> None:
    for fair in sys.argv[1:] or FAIRS:
        sizes = draw_fair(fair)
        for kind in ("labels", "cloths", "logos"):
            some = [size for name, size in sizes.items() if name.startswith(kind)]
            print(
                f"{fair} {kind}: {len(some)}, mean {sum(some) // len(some)}, most {max(some)} bytes"
            )
        print(f"{fair}: {sum(sizes.values()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
