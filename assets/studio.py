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
from PIL import Image
from scipy.ndimage import gaussian_filter

from assets.finishes import SHINE, pattern
from assets.forms.part import Part, Surface
from assets.forms.registry import View
from assets.mesh import Floats, Indices
from assets.raster import Camera, Coverage, rasterise
from assets.shading import KEY_DIRECTION, linear_colour

_SUPERSAMPLING = 2
_CAMERA_DISTANCES = 5.2  # in sizes of the form: a portrait lens
_WALL = np.array(linear_colour("#f5eee2"), np.float32)
_TABLE = np.array(linear_colour("#e6d9c5"), np.float32)
_BACKDROP_TINT = 0.10
_CONTACT_SHARE = 0.12  # of the height: what is lower shades the table by touching it


@dataclass(frozen=True, slots=True)
class Plate:
    """The rendered coefficients of one form at one size, all linear light.

    `fixed` (h, w, 3), `tinted` and `deep` (h, w, 1); `label_pixels` (p,) flat indices,
    `label_uvs` (p, 2) and `label_light` (p, 3) for the pixels that show the picture.
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
    # Forms are closed or face the camera; uploaded models may be neither.
    both_sides = any(part.colours is not None for part in parts)
    cover = rasterise(camera.project(positions), indices, side, side, both_sides=both_sides)
    shot = _look(parts, positions, indices, cover, camera, side)
    owner = np.repeat(np.arange(len(parts)), [len(part.indices) // 3 for part in parts])
    maps = _Maps.backdrop(side, camera, positions, indices)
    tone = cover.interpolate(np.concatenate([p.tone for p in parts])[:, None], indices)[:, 0]
    uvs = np.concatenate(
        [p.uvs if p.uvs is not None else np.zeros((len(p.positions), 2), np.float32) for p in parts]
    )
    maps.clear(cover.pixels)
    lit = _lit_colours(parts, cover, indices)
    part_of = owner[cover.triangles]
    height = float(positions[:, 1].max())
    for number, part in enumerate(parts):
        here = np.nonzero(part_of == number)[0]
        if len(here):
            if part.colours is None:
                _paint(maps, part, shot, here, tone[here], height)
            elif part.uvs is None:
                maps.fixed[cover.pixels[here]] = lit[here]
            else:
                maps.label[cover.pixels[here]] = lit[here]
    on_label = np.array([part.uvs is not None for part in parts])[part_of]
    return maps.developed(cover, cover.interpolate(uvs, indices), on_label, size_px)


def _lit_colours(parts: Sequence[Part], cover: Coverage, indices: Indices) -> Floats:
    """Return the colours that parts bring with their light, (p, 3); zeros for the others."""
    if all(part.colours is None for part in parts):
        return np.zeros((0, 3), np.float32)
    every = [
        part.colours if part.colours is not None else np.zeros((len(part.positions), 3), np.float32)
        for part in parts
    ]
    return cover.interpolate(np.concatenate(every), indices)


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
    indices: Indices,
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
        maps.label[pixels] = (light * tone)[:, None]
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
    def backdrop(cls, side: int, camera: Camera, positions: Floats, indices: Indices) -> _Maps:
        """Return the empty studio with the shadow of the thing."""
        y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
        horizon = 1 / (1 + np.exp(-(y - 0.66) * 11))
        wall = _WALL * (1 - horizon[..., None]) + _TABLE * horizon[..., None]
        glow = 1.03 - 0.30 * ((x - 0.42) ** 2 + (y - 0.38) ** 2)
        lit = glow * _shadow(side, camera, positions, indices)
        fixed = (wall * lit[..., None] * (1 - _BACKDROP_TINT)).reshape(-1, 3)
        tinted = (_BACKDROP_TINT * lit * (0.8 + 0.5 * horizon)).reshape(-1, 1)
        return cls(
            side,
            fixed.astype(np.float32),
            tinted.astype(np.float32),
            np.zeros((side * side, 1), np.float32),
            np.zeros((side * side, 3), np.float32),
        )

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
        light = self._averaged(self.label, size_px).reshape(-1, 3)
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


def _shadow(side: int, camera: Camera, positions: Floats, indices: Indices) -> Floats:
    """Return the share of light left on the table: a cast shadow and a dark line of contact."""
    height = np.maximum(positions[:, 1:2], 0)
    fall = KEY_DIRECTION / KEY_DIRECTION[1] * np.array([0.75, 1, 0.5], np.float32)
    ground = np.array([1, 0, 1], np.float32)
    # What is blurred needs a quarter of the resolution.
    small = side // 4
    cast = _mask(camera.project((positions - height * fall) * ground), indices, small)
    low = (positions[:, 1] < _CONTACT_SHARE * height.max())[indices.reshape(-1, 3)].any(axis=1)
    touching = indices.reshape(-1, 3)[low].reshape(-1)
    contact = _mask(camera.project(positions * ground), touching, small)
    light = np.ones((small, small), np.float32)
    for mask, blur, strength in ((cast, 0.030, 0.20), (cast, 0.012, 0.14), (contact, 0.008, 0.55)):
        light *= 1 - strength * gaussian_filter(mask, blur * small)
    return np.asarray(Image.fromarray(light).resize((side, side), Image.Resampling.BICUBIC))


def _mask(projected: Floats, indices: Indices, small: int) -> Floats:
    """Return 1 where the projected triangles lie, at a quarter of their resolution."""
    mask = np.zeros(small * small, np.float32)
    shrunk = (projected / np.array([4, 4, 1], np.float32)).astype(np.float32)
    mask[rasterise(shrunk, indices, small, small).pixels] = 1
    return mask.reshape(small, small)
