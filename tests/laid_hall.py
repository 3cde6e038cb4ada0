"""A hall laid by hand: 260 stands in rows, mixed sizes, open sides, kits and islands."""

from __future__ import annotations

import functools
import io

from PIL import Image, ImageDraw

from assets.values import Exhibit, Look, StandDressing
from layout.values import (
    SIDES,
    Aisle,
    Column,
    Door,
    Hall,
    KitName,
    LayoutReport,
    PlacedHall,
    Placement,
    Plan,
    Ring,
    Rules,
    Sector,
    Side,
    Zone,
)

WIDTH, DEPTH = 100_000, 76_000
SECTORS = (
    ("crafts", "#b5452c"),
    ("creation", "#6a4c93"),
    ("institutions", "#27507a"),
    ("services", "#2a7f86"),
    ("terroir", "#5d7a2e"),
    ("africa", "#c9862b"),
    ("europe", "#3f6fb0"),
    ("regions", "#9c3b63"),
)
KITS: tuple[KitName, ...] = ("shell_scheme", "shell_scheme", "pavilion", "shell_scheme")
LOOK = Look("#9c3f2b", "#1f7a74", "#e0a83a", "zellij", "Foire", "معرض")


def rectangle(x0: int, y0: int, x1: int, y1: int) -> Ring:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


@functools.cache
def lay_hall(stands: int = 260) -> PlacedHall:
    """Return a hall of 100 x 76 m with the given number of stands, at most 260."""
    placements = tuple(_lay_stands(stands))
    assert len(placements) == stands
    plan = Plan(
        hall=Hall("hall", rectangle(0, 0, WIDTH, DEPTH), height_mm=7000),
        doors=(
            Door("main", "entrance", (54_000, 0), (46_000, 0), 4000),
            Door("west", "emergency_exit", (0, 30_000), (0, 33_000), 2500),
            Door("east", "emergency_exit", (WIDTH, 43_000), (WIDTH, 40_000), 2500),
            Door("north", "exit", (30_000, DEPTH), (34_000, DEPTH), 3000),
        ),
        columns=tuple(
            Column(f"c{x}-{y}", x * 1000, y * 1000, 600, 600, "inside_ok")
            for x in (20, 40, 60, 80)
            for y in (19, 38, 57)
        ),
        zones=(
            Zone("stage", "stage", rectangle(38_000, 64_000, 62_000, DEPTH)),
            Zone("cafe", "cafe", rectangle(2000, 64_000, 20_000, DEPTH)),
            Zone("prayer", "prayer_room", rectangle(88_000, 68_000, WIDTH, DEPTH), walkable=False),
            Zone("toilets", "toilets", rectangle(76_000, 70_000, 86_000, DEPTH), walkable=False),
            Zone("atelier", "workshop", rectangle(22_000, 66_000, 29_000, DEPTH)),
            Zone("desk", "desk", rectangle(58_000, 500, 64_000, 3000), walkable=False),
            Zone("rest", "rest", rectangle(66_000, 66_000, 74_000, 74_000)),
        ),
        sectors=tuple(Sector(name, {"fr": name}, colour) for name, colour in SECTORS),
        stand_types=(),
        rules=Rules("trade", 3000, 4000, 50_000),
    )
    aisles = (
        Aisle(rectangle(0, 0, 47_000, 61_000), "aisle", 3000),
        Aisle(rectangle(47_000, 0, 53_000, 61_000), "main", 6000),
        Aisle(rectangle(53_000, 0, WIDTH, 61_000), "aisle", 3000),
        Aisle(rectangle(0, 61_000, WIDTH, DEPTH), "cross", 3000),
    )
    report = LayoutReport(stands, len(placements), 7600.0, 7000.0, 2600.0, 4000.0, "swept", {})
    return PlacedHall(plan, placements, aisles, (), report, "0" * 64)


def _lay_stands(count: int) -> list[Placement]:
    """Rows back to back along x on both sides of the main aisle, islands at their ends."""
    found: list[Placement] = []
    for row in range(7):
        y = 4000 + row * 9000 - row * 500
        for low, high in ((3000, 46_000), (54_000, 97_000)):
            x = low
            if row % 2 == 0:
                _add(found, count, (x, y, 0), (6000, 6000), SIDES)
                x += 6000
            first = x
            while high - x >= 3000:
                width = (3000, 3000, 4000, 3000, 6000, 3000)[len(found) // 2 % 6]
                width = width if high - x >= width else 3000
                last = high - x - width < 3000
                front: tuple[Side, ...] = ("front",)
                left, right = (*front, "left"), (*front, "right")
                _add(found, count, (x, y, 0), (width, 3000),
                     left if x == first else right if last else front)  # fmt: skip
                _add(found, count, (x + width, y + 6000, 180_000), (width, 3000),
                     right if x == first else left if last else front)  # fmt: skip
                x += width
    return found


def _add(
    found: list[Placement],
    count: int,
    spot: tuple[int, int, int],
    size: tuple[int, int],
    sides: tuple[Side, ...],
) -> None:
    at = len(found)
    if at >= count:
        return
    kit: KitName = "island" if sides == SIDES else KITS[at // 24 % 4]
    sector = SECTORS[at // 33 % 8][0]
    found.append(
        Placement(f"s{at:03}", f"A{at}", sector, f"coop-{at}", (), *spot, *size, sides, kit)
    )


@functools.cache
def draw_label(seed: int, width: int = 256, height: int = 160) -> bytes:
    """Return a striped WebP picture."""
    image = Image.new("RGB", (width, height), (250, 240 - seed * 20 % 90, 210))
    draw = ImageDraw.Draw(image)
    for stripe in range(6):
        left = width * stripe // 6
        draw.ellipse((left, height // 5, left + width // 8, height * 4 // 5), fill=(150, 40, seed))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=80)
    return out.getvalue()


def dress_stand(
    forms: tuple[str, ...],
    *,
    kit: KitName = "shell_scheme",
    size_mm: tuple[int, int] = (3000, 3000),
    sides: tuple[Side, ...] = ("front",),
    pictures: bool = True,
    logo: bool = True,
) -> StandDressing:
    """Return a stand with one exhibit a form, each with its own picture."""
    exhibits = tuple(
        Exhibit(f"p{at}", form, "#c48a2c", draw_label(at) if pictures else None)
        for at, form in enumerate(forms)
    )
    return StandDressing(
        "s1", "A1", "Amal", "أمل", "#b5452c", *size_mm, sides, kit,
        draw_label(99) if logo else None, exhibits,
    )  # fmt: skip
