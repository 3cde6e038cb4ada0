"""Sheets: cloths, sachets and other parts that are a function of two directions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assets.forms.part import Finish, Part, unit
from assets.forms.solids import quads

Grid = NDArray[np.float64]
SheetPoint = Callable[[Grid, Grid], tuple[Grid, Grid, Grid]]


def sheet(
    point: SheetPoint, columns: int, rows: int, finish: Finish, *, picture: bool = False
) -> Part:
    """Return the surface (x, y, z) = point(u, v), u to the right and v up, both in 0..1.

    `columns` and `rows` count cells. With `picture` it carries the picture upright.
    """
    u, v = np.meshgrid(np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1))
    here = np.stack(point(u, v), axis=2)
    small = 1e-4
    # Central differences; the function is also asked a little outside its edges.
    along = np.stack(point(u + small, v), axis=2) - np.stack(point(u - small, v), axis=2)
    up = np.stack(point(u, v + small), axis=2) - np.stack(point(u, v - small), axis=2)
    normals = unit(np.cross(along, up).reshape(-1, 3).astype(np.float32) * 1e6)
    positions = here.reshape(-1, 3).astype(np.float32)
    uvs = np.stack([u.reshape(-1), 1 - v.reshape(-1)], axis=1).astype(np.float32)
    return Part(
        positions,
        normals,
        quads(rows + 1, columns + 1),
        finish,
        np.ones(len(positions), np.float32),
        uvs if picture else None,
    )
