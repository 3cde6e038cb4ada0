"""The photo studio: a form lit and looked at once, as coefficients of its colour.

Light is linear and fixed, so a picture of a form in colour c with label t is
`fixed + tinted * c + deep * c * c + label * t` at every pixel. The four maps are rendered
once per form (supersampled), kept, and a thousand products only look them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from assets.finishes import SHINE, pattern
from assets.forms.part import Part, Surface
from assets.forms.registry import View
from assets.mesh import Floats
from assets.raster import Camera, Coverage, rasterise
from assets.shading import KEY_DIRECTION, linear_colour

_SUPERSAMPLING = 2
_CAMERA_DISTANCES = 5.2  # in sizes of the form: a portrait lens
_WALL = np.array(linear_colour("#f5eee2"), np.float32)
_TABLE = np.array(linear_colour("#e6d9c5"), np.float32)
_BACKDROP_TINT = 0.10


@dataclass(frozen=True, slots=True)
class Plate:
    """The rendered coefficients of one form at one size, all linear light.

    `fixed` (h, w, 3), `tinted` and `deep` (h, w, 1); `label_pixels` (p,) flat indices,
    `label_uvs` (p, 2) and `label_light` (p, 1) for the pixels that show the picture.
    """

    fixed: Floats
    tinted: Floats
    deep: Floats
    label_pixels: NDArray[np.int64]
    label_uvs: Floats
    label_light: Floats


@dataclass(frozen=True, slots=True)
class _Shot:
    """What the camera sees at each covered subpixel."""

    side_px: int
    cover: Coverage
    position: Floats
    normal: Floats
    facing: Floats


def expose(parts: Sequence[Part], view: View, size_px: int) -> Plate:
    """Return the plate of the parts, square, `size_px` a side.

    A part with uvs shows the picture; every other part its finish.
    """
    side = size_px * _SUPERSAMPLING
    positions = np.concatenate([part.positions for part in parts])
    camera = aim(positions, view, side)
    offsets = np.cumsum([0, *(len(part.positions) for part in parts[:-1])])
    indices = np.concatenate(
        [p.indices + np.uint32(o) for p, o in zip(parts, offsets, strict=True)]
    )
    cover = rasterise(camera.project(positions), indices, side, side)
    shot = _look(parts, positions, indices, cover, camera, side)
    owner = np.repeat(np.arange(len(parts)), [len(part.indices) // 3 for part in parts])
    maps = _Maps.backdrop(side, camera, positions, indices)
    tone = cover.interpolate(np.concatenate([p.tone for p in parts])[:, None], indices)[:, 0]
    uvs = np.concatenate(
        [p.uvs if p.uvs is not None else np.zeros((len(p.positions), 2), np.float32) for p in parts]
    )
    maps.clear(cover.pixels)
    part_of = owner[cover.triangles]
    height = float(positions[:, 1].max())
    for number, part in enumerate(parts):
        here = np.nonzero(part_of == number)[0]
        if len(here):
            _paint(maps, part, shot, here, tone[here], height)
    on_label = np.array([part.uvs is not None for part in parts])[part_of]
    return maps.developed(cover, cover.interpolate(uvs, indices), on_label, size_px)


def aim(positions: Floats, view: View, side_px: int) -> Camera:
    """Return the camera that shows all positions in the middle `view.fill` of a square."""
    yaw, rise = np.radians(view.yaw_deg), np.radians(view.elevation_deg)
    direction = np.array([np.sin(yaw) * np.cos(rise), np.sin(rise), np.cos(yaw) * np.cos(rise)])
    right = np.array([np.cos(yaw), 0.0, -np.sin(yaw)])
    up = np.cross(direction, right)
    low, high = positions.min(axis=0), positions.max(axis=0)
    size = float(np.linalg.norm(high - low))
    first = Camera(
        target=((low + high) / 2).astype(np.float32),
        right=right.astype(np.float32),
        up=up.astype(np.float32),
        direction=direction.astype(np.float32),
        distance_m=size * _CAMERA_DISTANCES,
        scale_px=1.0,
        centre_px=(0.0, 0.0),
    )
    seen = first.project(positions)[:, :2]
    corner, far = seen.min(axis=0), seen.max(axis=0)
    scale = view.fill * side_px / float((far - corner).max())
    middle = (corner + far) / 2 * scale
    # A little above the middle: the shadow weighs at the foot.
    centre = (side_px / 2 - float(middle[0]), side_px * 0.492 - float(middle[1]))
    return Camera(
        first.target, first.right, first.up, first.direction, first.distance_m, scale, centre
    )


def _look(
    parts: Sequence[Part],
    positions: Floats,
    indices: NDArray[np.uint32],
    cover: Coverage,
    camera: Camera,
    side: int,
) -> _Shot:
    normals = np.concatenate([part.normals for part in parts])
    normal = cover.interpolate(normals, indices)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    position = cover.interpolate(positions, indices)
    eye = camera.target + camera.direction * camera.distance_m - position
    eye /= np.linalg.norm(eye, axis=1, keepdims=True)
    facing = (normal * eye).sum(axis=1)
    # Sheets are seen from both sides: the normal is turned to the eye.
    normal = np.where(facing[:, None] < 0, -normal, normal)
    return _Shot(side, cover, position, normal, np.abs(facing))


def _paint(
    maps: _Maps, part: Part, shot: _Shot, here: NDArray[np.int64], tone: Floats, height: float
) -> None:
    """Write one part's coefficients into the maps."""
    finish, pixels = part.finish, shot.cover.pixels[here]
    normal, facing, position = shot.normal[here], shot.facing[here], shot.position[here]
    shine = SHINE[finish.surface]
    textured = part.uvs is not None
    tone = tone * pattern(finish.surface, position, normal, height)
    key = np.clip((normal @ KEY_DIRECTION + shine.wrap) / (1 + shine.wrap), 0, 1)
    sky = 0.5 + 0.5 * normal[:, 1]
    light = 0.30 + 0.66 * key + 0.20 * sky
    ground = np.clip(1 - position[:, 1] / (0.16 * height), 0, 1) ** 2
    light *= 1 - 0.34 * ground * (1 - np.clip(normal[:, 1], 0, 1))
    glint = shine.reflected(normal, facing)
    if textured:
        maps.label[pixels, 0] = light * tone
        maps.fixed[pixels] += glint[:, None]
        return
    lit = (light * tone)[:, None]
    tint = finish.tint
    maps.fixed[pixels] += lit * (1 - tint) * np.array(finish.base, np.float32) + glint[:, None]
    if finish.surface == Surface.GLASS:
        glow, depth = shine.through(normal, facing, position, height)
        maps.tinted[pixels, 0] += tint * glow * tone
        maps.deep[pixels, 0] += tint * depth * tone
    else:
        maps.tinted[pixels, 0] += tint * lit[:, 0]


@dataclass(frozen=True, slots=True)
class _Maps:
    """The coefficient maps while they are painted, supersampled, flat."""

    side: int
    fixed: Floats
    tinted: Floats
    deep: Floats
    label: Floats

    @classmethod
    def backdrop(
        cls, side: int, camera: Camera, positions: Floats, indices: NDArray[np.uint32]
    ) -> _Maps:
        """Return the empty studio with the shadow of the thing."""
        y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
        horizon = 1 / (1 + np.exp(-(y - 0.66) * 11))
        wall = _WALL * (1 - horizon[..., None]) + _TABLE * horizon[..., None]
        glow = 1.03 - 0.30 * ((x - 0.42) ** 2 + (y - 0.38) ** 2)
        lit = glow * _shadow(side, camera, positions, indices)
        fixed = (wall * lit[..., None] * (1 - _BACKDROP_TINT)).reshape(-1, 3)
        tinted = (_BACKDROP_TINT * lit * (0.8 + 0.5 * horizon)).reshape(-1, 1)
        count = side * side
        empty = np.zeros((count, 1), np.float32)
        return cls(side, fixed.astype(np.float32), tinted.astype(np.float32), empty, empty.copy())

    def clear(self, pixels: NDArray[np.int64]) -> None:
        self.fixed[pixels] = 0
        self.tinted[pixels] = 0

    def developed(
        self, cover: Coverage, uvs: Floats, on_label: NDArray[np.bool_], size_px: int
    ) -> Plate:
        """Return the maps averaged down to the final size."""
        label_uvs = np.zeros((len(self.label), 3), np.float32)
        chosen = cover.pixels[on_label]
        label_uvs[chosen, :2], label_uvs[chosen, 2] = uvs[on_label], 1
        mean_uvs = self._averaged(label_uvs, size_px).reshape(-1, 3)
        pixels = np.nonzero(mean_uvs[:, 2] > 0)[0]
        light = self._averaged(self.label, size_px).reshape(-1, 1)
        return Plate(
            self._averaged(self.fixed, size_px),
            self._averaged(self.tinted, size_px),
            self._averaged(self.deep, size_px),
            pixels,
            mean_uvs[pixels, :2] / mean_uvs[pixels, 2:],
            light[pixels],
        )

    def _averaged(self, flat: Floats, size_px: int) -> Floats:
        step = self.side // size_px
        shape = (size_px, step, size_px, step, flat.shape[1])
        return np.asarray(flat.reshape(shape).mean(axis=(1, 3)), np.float32)


def _shadow(side: int, camera: Camera, positions: Floats, indices: NDArray[np.uint32]) -> Floats:
    """Return the share of light left on the table: a cast shadow and a dark line of contact."""
    height = np.maximum(positions[:, 1:2], 0)
    fall = KEY_DIRECTION / KEY_DIRECTION[1]
    cast = _flattened(positions - height * fall * np.array([0.75, 1, 0.5], np.float32))
    low = _flattened(positions)[(height[:, 0] < 0.12 * height.max())]
    light = np.ones((side, side), np.float32)
    for points, blur, strength in ((cast, 0.030, 0.20), (cast, 0.012, 0.14)):
        mask = _mask(camera.project(points), indices, side)
        light *= 1 - strength * gaussian_filter(mask, blur * side)
    if len(low):
        contact = _mask(camera.project(_flattened(positions)), indices, side, positions)
        light *= 1 - 0.55 * gaussian_filter(contact, 0.008 * side)
    return light


def _flattened(points: Floats) -> Floats:
    return (points * np.array([1, 0, 1], np.float32)).astype(np.float32)


def _mask(
    projected: Floats, indices: NDArray[np.uint32], side: int, positions: Floats | None = None
) -> Floats:
    """Return 1 where the projected triangles lie; with positions only those near the ground."""
    if positions is not None:
        top = 0.12 * float(positions[:, 1].max())
        near = (positions[:, 1][indices.reshape(-1, 3)] < top).any(axis=1)
        indices = indices.reshape(-1, 3)[near].reshape(-1)
    # A quarter of the resolution is enough for what is blurred at once.
    small = projected / np.array([4, 4, 1], np.float32)
    mask = np.zeros((side // 4) ** 2, np.float32)
    mask[rasterise(small, indices, side // 4, side // 4).pixels] = 1
    return np.asarray(np.kron(mask.reshape(side // 4, side // 4), np.ones((4, 4), np.float32)))
