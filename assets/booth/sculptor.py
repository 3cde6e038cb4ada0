"""Collects faces and turns them into a lit mesh."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from assets.booth.colour import Rgb
from assets.booth.light import bake_light
from assets.booth.occlusion import measure_openness
from assets.booth.surface import Surface, pack_alpha
from assets.mesh import Floats, Mesh

Point = tuple[float, float, float]
Light = Callable[[Floats, Floats], Floats]

_QUAD = 4
FACES = ("left", "right", "bottom", "top", "back", "front")


class Sculptor:
    """Faces in metres (+Y up, counter-clockwise from outside) with a colour each.

    A tinted face keeps its lightness and takes its hue from the instance (alpha 0); `tinted` may
    be the share of that hue, 0..1. A glowing face keeps its colour whatever the light.
    """

    def __init__(self) -> None:
        self._corners: list[tuple[Point, ...]] = []
        self._paints: list[tuple[float, float, float, float]] = []
        self._glows: list[bool] = []

    def quad(
        self,
        corners: tuple[Point, Point, Point, Point],
        colour: Rgb,
        *,
        tinted: float = 0.0,
        glowing: bool = False,
        surface: Surface | None = None,
    ) -> None:
        """Add a planar four-sided face."""
        self._add(corners, colour, tinted=tinted, glowing=glowing, surface=surface)

    def triangle(
        self,
        corners: tuple[Point, Point, Point],
        colour: Rgb,
        *,
        tinted: float = 0.0,
        glowing: bool = False,
        surface: Surface | None = None,
    ) -> None:
        """Add a triangle."""
        self._add(corners, colour, tinted=tinted, glowing=glowing, surface=surface)

    def polygon(
        self, corners: Sequence[Point], colour: Rgb, *, surface: Surface | None = None
    ) -> None:
        """Add a convex face of any number of corners, as a fan."""
        for at in range(1, len(corners) - 1):
            self.triangle((corners[0], corners[at], corners[at + 1]), colour, surface=surface)

    def box(
        self,
        low: Point,
        high: Point,
        colour: Rgb,
        *,
        tinted: float = 0.0,
        skip: Iterable[str] = ("bottom",),
        surface: Surface | None = None,
    ) -> None:
        """Add an axis-parallel box without the faces named in `skip` (see FACES)."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        faces: dict[str, tuple[Point, Point, Point, Point]] = {
            "left": ((x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)),
            "right": ((x1, y0, z1), (x1, y0, z0), (x1, y1, z0), (x1, y1, z1)),
            "bottom": ((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)),
            "top": ((x0, y1, z1), (x1, y1, z1), (x1, y1, z0), (x0, y1, z0)),
            "back": ((x1, y0, z0), (x0, y0, z0), (x0, y1, z0), (x1, y1, z0)),
            "front": ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)),
        }
        omitted = set(skip)
        for name in FACES:
            if name not in omitted:
                self.quad(faces[name], colour, tinted=tinted, surface=surface)

    def carpet(
        self, xs: Sequence[float], zs: Sequence[float], y: float, colour: Rgb, *, tinted: bool
    ) -> None:
        """Add an upward face cut along the given lines, so that it can carry soft shadows."""
        for x0, x1 in itertools.pairwise(xs):
            for z0, z1 in itertools.pairwise(zs):
                corners = ((x0, y, z1), (x1, y, z1), (x1, y, z0), (x0, y, z0))
                self.quad(corners, colour, tinted=tinted, surface="carpet")

    def curtain(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        ys: Sequence[float],
        colour: Rgb,
        *,
        tinted: float = 0.0,
        surface: Surface | None = None,
    ) -> None:
        """Add a standing face from start to end (x, z), cut at heights; seen with start at left."""
        for y0, y1 in itertools.pairwise(ys):
            self.quad(
                (
                    (start[0], y0, start[1]),
                    (end[0], y0, end[1]),
                    (end[0], y1, end[1]),
                    (start[0], y1, start[1]),
                ),
                colour,
                tinted=tinted,
                surface=surface,
            )

    @property
    def is_empty(self) -> bool:
        return not self._corners

    def mesh(
        self, light: Light = bake_light, *, occluded: float = 0.0, beside: Mesh | None = None
    ) -> Mesh:
        """Return the faces as one mesh, the light (n,) multiplied into their colours.

        A face from which all sky is hidden, by the other faces or by those `beside`, loses the
        share `occluded` of its light.
        """
        counts = np.array([len(corners) for corners in self._corners])
        positions = np.array([point for corners in self._corners for point in corners], np.float32)
        starts = np.cumsum(counts) - counts
        # Newell's way, by the diagonals of a quad: right even where two corners coincide.
        first, second, third = (positions[starts + step] for step in range(3))
        last = positions[starts + counts - 1]
        across = np.where((counts == _QUAD)[:, None], last - second, third - second)
        normals = np.cross(third - first, across)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        normals = np.repeat(normals, counts, axis=0).astype(np.float32)
        colours = np.repeat(np.array(self._paints, np.float32), counts, axis=0)
        glows = np.repeat(np.array(self._glows), counts)
        quads = starts[counts == _QUAD]
        lines = np.concatenate(
            [
                starts[:, None] + np.array([0, 1, 2]),
                quads[:, None] + np.array([0, 2, 3]),
            ]
        )
        order = np.argsort(lines[:, 0], kind="stable")
        lit = light(positions, normals)
        if occluded:
            sums = np.add.reduceat(positions, starts, axis=0)
            middles = np.repeat(sums / counts[:, None], counts, axis=0).astype(np.float32)
            faces = positions[lines]
            if beside is not None:
                others = beside.positions[beside.indices.reshape(-1, 3)]
                faces = np.concatenate([faces, others])
            sky = measure_openness(positions, normals, middles, faces)
            lit = lit * (1.0 - occluded * (1.0 - sky))
        colours[:, :3] *= np.where(glows, 1.0, lit)[:, None]
        return Mesh(positions, normals, colours, lines[order].reshape(-1).astype(np.uint32))

    def _add(
        self,
        corners: tuple[Point, ...],
        colour: Rgb,
        *,
        tinted: float,
        glowing: bool,
        surface: Surface | None,
    ) -> None:
        self._corners.append(corners)
        self._paints.append((*colour, pack_alpha(float(tinted), surface)))
        self._glows.append(glowing)
