"""The poster: a small picture of the hall from where a visit begins, shown until one can walk.

It takes the place of a blank page for whoever waits for 200 KB, so it must be a thousandth of
what it stands for: 128 pixels square, drawn large and soft by the browser. Boards and banners
stay without letters, which nobody could read.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from assets.booth.booths import build_booth
from assets.booth.colour import WHITE, parse_colour
from assets.booth.hall import PropPlace, build_hall
from assets.mesh import Floats, Indices, Mesh, join_meshes
from assets.raster import Camera, rasterise
from assets.shading import linear_colour, to_srgb
from assets.values import Look
from exporters.axes import to_floor, to_radians
from exporters.hall_plan import convert_hall, describe_booth
from exporters.plain_hall import tint_mesh
from layout.values import PlacedHall

SIDE_PX = 128
_FINER = 2  # drawn so many times larger, then averaged
_QUALITY = 50
# Enlarged some seven times, unsoftened points show as squares; a filter of the browser instead
# is drawn anew in every frame while one waits (0.3 s each where the processor draws).
_BLUR_PX = 0.6
_EYE_M = 1.6
# The upright picture of a phone in the viewer (scene/stage.ts), and as much to the sides.
_ANGLE_DEG = 76
_NEAR_M = 0.1
# The viewer's haze (scene/material.ts): from and to metres, its greatest share, its colour.
_HAZE_M = (34.0, 150.0)
_HAZE_MOST = 0.62
_HAZE = np.array(linear_colour("#efe6d8"), np.float32)
# Between open floor and sunlight, as the viewer lights what it does not know (material.ts, EVEN).
_LIGHT = np.array((0.97, 0.957, 0.94), np.float32)
# A booth farther than this is within the haze and behind others.
_SIGHT_M = 90.0


def draw_poster(placed: PlacedHall, look: Look, start: tuple[float, float, float]) -> bytes:
    """Return a WebP of `SIDE_PX` squared: the hall seen from `start`.

    `start` is x and y in plan metres and the heading in degrees, 0 towards +y, growing
    counter-clockwise.
    """
    points, colours, indices = _gather(placed, look, start)
    side = SIDE_PX * _FINER
    points, colours, indices = _cut_near(points, colours, indices)
    camera = Camera(
        target=np.array((0, 0, -1), np.float32),
        right=np.array((1, 0, 0), np.float32),
        up=np.array((0, 1, 0), np.float32),
        direction=np.array((0, 0, 1), np.float32),
        distance_m=1.0,
        scale_px=side / 2 / math.tan(math.radians(_ANGLE_DEG) / 2),
        centre_px=(side / 2, side / 2),
    )
    seen = rasterise(camera.project(points), indices, side, side, both_sides=False)
    away = seen.interpolate(-points[:, 2:], indices)
    haze = np.clip((away - _HAZE_M[0]) / (_HAZE_M[1] - _HAZE_M[0]), 0, 1)
    haze = haze * haze * (3 - 2 * haze) * _HAZE_MOST
    picture = np.tile(_HAZE, (side * side, 1))
    picture[seen.pixels] = seen.interpolate(colours, indices) * _LIGHT * (1 - haze) + _HAZE * haze
    return _encode(picture.reshape(side, side, 3))


def _encode(linear: Floats) -> bytes:
    small = linear.reshape(SIDE_PX, _FINER, SIDE_PX, _FINER, 3).mean(axis=(1, 3))
    sharp = Image.fromarray(np.rint(to_srgb(small) * 255).astype(np.uint8))
    image = sharp.filter(ImageFilter.GaussianBlur(_BLUR_PX))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()


def _gather(
    placed: PlacedHall, look: Look, start: tuple[float, float, float]
) -> tuple[Floats, Floats, Indices]:
    """Return all points before the eye's frame (x right, y up, −z ahead), colours, triangles."""
    eye = np.array((start[0], _EYE_M, -start[1]), np.float32)
    turn = math.radians(start[2])
    cos, sin = math.cos(turn), math.sin(turn)
    into = np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]], np.float32)
    mesh = join_meshes(_list_meshes(placed, look, (start[0], start[1])))
    seen = ((mesh.positions - eye) @ into.T).astype(np.float32)
    return seen, mesh.colours[:, :3], mesh.indices


def _list_meshes(placed: PlacedHall, look: Look, eye: tuple[float, float]) -> Iterator[Mesh]:
    """Yield everything that may be seen, tinted and in its place."""
    hall = build_hall(convert_hall(placed, look))
    for mesh in hall.fixed.values():
        yield tint_mesh(mesh, WHITE)
    for prop in hall.props:
        for place in prop.places:
            yield place.put(tint_mesh(prop.mesh, place.tint))
    tints = {sector.id: parse_colour(sector.colour) for sector in placed.plan.sectors}
    for stand in placed.placements:
        x, z = to_floor((stand.x_mm, stand.y_mm))
        if math.hypot(x - eye[0], -z - eye[1]) > _SIGHT_M:
            continue
        place = PropPlace(x, 0.0, z, to_radians(stand.rotation_mdeg))
        booth = build_booth(describe_booth(stand))
        yield place.put(tint_mesh(booth, tints.get(stand.sector, WHITE)))


def _cut_near(points: Floats, colours: Floats, indices: Indices) -> tuple[Floats, Floats, Indices]:
    """Return the triangles before the eye; those that reach behind it are cut."""
    triangles = indices.reshape(-1, 3)
    ahead = (points[:, 2] < -_NEAR_M)[triangles]
    whole = triangles[ahead.all(axis=1)]
    cut = triangles[ahead.any(axis=1) & ~ahead.all(axis=1)]
    both = np.concatenate([points, colours], axis=1)
    rings = [_cut_ring(both[corners]) for corners in cut]
    fans = [ring[[0, at, at + 1]] for ring in rings for at in range(1, len(ring) - 1)]
    added: NDArray[np.float32] = np.concatenate(fans) if fans else np.empty((0, 6), np.float32)
    fresh = np.arange(len(added), dtype=np.uint32) + np.uint32(len(points))
    kept = np.concatenate([whole.reshape(-1), fresh])
    used, renamed = np.unique(kept, return_inverse=True)
    points_kept = np.concatenate([both, added])[used]
    return points_kept[:, :3], points_kept[:, 3:], renamed.astype(np.uint32)


def _cut_ring(corners: Floats) -> Floats:
    """Return the part of a triangle (3, 6) before the near plane, three or four corners."""
    ring: list[Floats] = []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        before = a[2] < -_NEAR_M
        if before:
            ring.append(a)
        if before != (b[2] < -_NEAR_M):
            share = (-_NEAR_M - a[2]) / (b[2] - a[2])
            ring.append((a + (b - a) * share).astype(np.float32))
    return np.array(ring, np.float32)
