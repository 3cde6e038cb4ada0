"""The stands as CSV: one row a stand, for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from layout.values import Names, PlacedHall, Placement, stand_corners

COLUMNS = (
    "number", "id", "exhibitor", "name_fr", "name_ar", "name_en", "sector", "sector_name",
    "width_m", "depth_m", "area_m2", "x_m", "y_m", "middle_x_m", "middle_y_m", "rotation_deg",
    "open_sides", "kit", "co_exhibitors",
)  # fmt: skip
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def build_stand_table(
    placed: PlacedHall, names: Mapping[str, Names], lang: str, *, for_excel: bool = False
) -> bytes:
    """Return the table, UTF-8, lines ended by CRLF as RFC 4180 has them.

    `names` maps an exhibitor's id to its name by language. Metres have 3 decimals and a
    decimal point, m² have 2; x and y are the left end of the front. `for_excel` puts a byte
    order mark before it, without which Excel takes it for the system's old code page. A text
    that a spreadsheet would run as a formula begins with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    sectors = {sector.id: sector.names for sector in placed.plan.sectors}
    for stand in placed.placements:
        writer.writerow([shield(cell) for cell in _cells(stand, names, sectors, lang)])
    mark = BYTE_ORDER_MARK if for_excel else b""
    return mark + out.getvalue().encode("utf-8")


def _cells(
    stand: Placement, names: Mapping[str, Names], sectors: Mapping[str, Names], lang: str
) -> list[str]:
    own = names.get(stand.exhibitor or "", {})
    sector = sectors.get(stand.sector, {})
    corners = stand_corners(stand)
    x, y = sum(p[0] for p in corners) / 4, sum(p[1] for p in corners) / 4
    return [
        stand.number,
        stand.stand_id,
        stand.exhibitor or "",
        *(own.get(key, "") for key in ("fr", "ar", "en")),
        stand.sector,
        next((sector[key] for key in (lang, "fr", "en", "ar") if sector.get(key)), ""),
        _metres(stand.width_mm),
        _metres(stand.depth_mm),
        f"{stand.width_mm * stand.depth_mm / 1e6:.2f}",
        _metres(stand.x_mm),
        _metres(stand.y_mm),
        _metres(x),
        _metres(y),
        f"{stand.rotation_mdeg / 1000:.3f}",
        " ".join(stand.open_sides),
        stand.kit,
        " ".join(stand.co_exhibitors),
    ]


def _metres(mm: float) -> str:
    return f"{round(mm / 1000, 3) + 0.0:.3f}"


def shield(cell: str) -> str:
    """Return a cell that no spreadsheet runs; numbers stay as they are."""
    is_number = re.fullmatch(r"[+-]?[\d .,]+", cell) is not None
    return f"'{cell}" if _FORMULA.match(cell) and not is_number else cell
