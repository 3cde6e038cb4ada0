"""The columns of exhibitors.csv on the stand that somebody wishes → `StandWish`."""

from __future__ import annotations

import re
from typing import get_args

from hall.model.exhibitor import DEFAULT_APART_MM, StandWish
from hall.store.folder import numbers
from hall.store.folder.row_fields import RowFields
from layout.values import KitName

_KITS: tuple[str, ...] = get_args(KitName)
_MOST_SIDES = 4
_MOST_STAND_M = 60
_MOST_APART_M = 1000
_MOST_SIZES = 8
_LEAST_SIDE_MM = 500
_PARTS = re.compile(r"[|;؛\n]")
_COMMAS = re.compile(r"[,،]")
_SIZE = re.compile(r"([^x×*]+)[x×*]([^x×*]+)", re.IGNORECASE)
_METRES = re.compile(r"\s*(m|mètres?|metres?|م|متر)\.?\s*\Z", re.IGNORECASE)


def read_wish(row: RowFields) -> StandWish | None:
    """Return the wish of a row; None where it has no stand, or one that is no size."""
    width, depth = row.millimetres("width_m"), row.millimetres("depth_m")
    has_width, has_depth = bool(row.cell("width_m")), bool(row.cell("depth_m"))
    kit = row.choice("kit", _KITS, "shell_scheme")
    sides = row.whole("open_sides", 1, _MOST_SIDES)
    accepts = _read_sizes(row)
    apart_mm = _read_distance(row)
    if has_width != has_depth:
        missing = "depth_m" if has_width else "width_m"
        row.error("exhibitor.half_stand", missing, "empty", "both width_m and depth_m or neither")
    if width is None or depth is None:
        return None
    for field, value in (("width_m", width), ("depth_m", depth)):
        if value > _MOST_STAND_M * 1000:
            found = f"{value / 1000:g} m"
            row.error("exhibitor.bad_number", field, found, f"at most {_MOST_STAND_M} metres")
            return None
    return StandWish(
        width_mm=width,
        depth_mm=depth,
        kit=kit,
        open_sides=sides,
        near=row.list("near"),
        apart=row.list("apart"),
        accepts=tuple(size for size in accepts if size != (width, depth)),
        may_share_with=row.list("may_share_with"),
        apart_mm=apart_mm,
    )


def _read_distance(row: RowFields) -> int:
    distance = row.millimetres("apart_m")
    if distance is None:
        return DEFAULT_APART_MM
    if distance > _MOST_APART_M * 1000:
        found = f"{distance / 1000:g} m"
        row.error("exhibitor.bad_number", "apart_m", found, f"at most {_MOST_APART_M} metres")
        return DEFAULT_APART_MM
    if not row.cell("apart"):
        fix = "say in apart from whom, or empty it"
        row.warn("exhibitor.apart_of_nobody", "apart_m", row.cell("apart_m"), "apart beside", fix)
    return distance


def _read_sizes(row: RowFields) -> tuple[tuple[int, int], ...]:
    """Return the sizes of `accepts` (`2x3; 3x2`), each once, in its order."""
    text = row.cell("accepts")
    sizes = []
    for part in _split(text):
        size = _parse_size(part)
        if size is None:
            fix = "width x depth in metres, parted by ;"
            row.error("exhibitor.bad_size", "accepts", f'"{part[:40]}"', "a size such as 2x3", fix)
        else:
            sizes.append(size)
    if len(sizes) > _MOST_SIZES:
        row.error("exhibitor.bad_size", "accepts", f"{len(sizes)} sizes", f"at most {_MOST_SIZES}")
    return tuple(dict.fromkeys(sizes[:_MOST_SIZES]))


def _split(text: str) -> list[str]:
    """Return the sizes in a cell: a comma parts them only where it is no decimal one."""
    found = []
    for part in _PARTS.split(text):
        pieces = _COMMAS.split(part)
        if _parse_size(part) is None and all(_parse_size(piece) for piece in pieces):
            found += pieces
        else:
            found.append(part)
    return [part.strip() for part in found if part.strip()]


def _parse_size(text: str) -> tuple[int, int] | None:
    match = _SIZE.fullmatch(text.strip())
    if not match:
        return None
    sides = [numbers.parse_number(_METRES.sub("", side).strip()) for side in match.groups()]
    metres = [round(side * 1000) for side in sides if side is not None]
    if len(metres) < len(sides):
        return None
    within = all(_LEAST_SIDE_MM <= side <= _MOST_STAND_M * 1000 for side in metres)
    return (metres[0], metres[1]) if within else None
