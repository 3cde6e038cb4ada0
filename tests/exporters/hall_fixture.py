"""A hall laid by hand: 260 stands in rows, mixed sizes, open sides, kits and islands."""

from __future__ import annotations

from assets.values import Look
from layout.values import (
    Aisle,
    Column,
    Door,
    Hall,
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
LOOK = Look("#9c3f2b", "#1f7a74", "#e0a83a", "zellij", "Foire", "معرض")


def rectangle(x0: int, y0: int, x1: int, y1: int) -> Ring:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def lay_hall(stands: int = 260) -> PlacedHall:
    """Return a hall of 100 x 76 m with the given number of stands, at most 260."""
    placements = tuple(_lay_stands(stands))
    outline = rectangle(0, 0, WIDTH, DEPTH)
    plan = Plan(
        hall=Hall("hall", outline, height_mm=7000),
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
            Zone("stage", "stage", rectangle(38_000, 62_000, 62_000, DEPTH)),
            Zone("cafe", "cafe", rectangle(2000, 62_000, 20_000, DEPTH)),
            Zone("prayer", "prayer_room", rectangle(88_000, 68_000, WIDTH, DEPTH), walkable=False),
            Zone("toilets", "toilets", rectangle(76_000, 70_000, 86_000, DEPTH), walkable=False),
            Zone("atelier", "workshop", rectangle(22_000, 66_000, 29_000, DEPTH)),
            Zone("desk", "desk", rectangle(58_000, 500, 64_000, 4000), walkable=False),
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
    """Rows back to back along x on both sides of the main aisle, islands at its edge."""
    found: list[Placement] = []
    y = 6000
    while y < 58_000:
        for low, high in ((4000, 46_000), (54_000, 96_000)):
            x = low
            first = len(found)
            while x < high and len(found) < count:
                if x == low and y % 18_000 == 6000 and high - x >= 6000:
                    found.append(_make(found, x, y, 0, 6000, 6000, ("front", "left", "right", "back")))
                    x += 6000
                    continue
                width = (3000, 3000, 4000, 3000, 6000, 3000)[len(found) % 6]
                width = min(width, high - x)
                if width < 3000:
                    break
                ends = x in {low, low + 6000}
                found.append(_make(found, x, y, 0, width, 3000, ("front", "left") if ends else ("front",)))
                if len(found) < count:
                    sides: tuple[Side, ...] = ("front", "right") if ends else ("front",)
                    found.append(_make(found, x + width, y + 6000, 180_000, width, 3000, sides))
                x += width
            del first
        y += 9000
    return found


def _make(
    found: list[Placement], x: int, y: int, turn: int, width: int, depth: int, sides: tuple[Side, ...]
) -> Placement:
    at = len(found)
    kit = "island" if len(sides) == 4 else ("shell_scheme", "shell_scheme", "shell_scheme", "pavilion", "shell_scheme", "space_only")[at // 24 % 6]
    return Placement(
        f"s{at:03}", f"A{at}", SECTORS[at // 33 % 8][0], f"coop-{at}", (), x, y, turn, width, depth,
        sides, kit,
    )
