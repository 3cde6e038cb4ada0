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

from assets.forms.finishes import SHINE, pattern
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
_AMBIENT, _KEY, _SKY = 0.30, 0.66, 0.20
# What is blurred needs no more than every second pixel.
_SHADOW_STEP = 2
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
    """What the camera sees at each covered subpixel, (p, ...)."""

    target: NDArray[np.int64]
    part: NDArray[np.int64]
    position: Floats
    normal: Floats
    facing: Floats
    tone: Floats
    uvs: Floats
    colours: Floats


@dataclass(frozen=True, slots=True)
class _Layers:
    """The coefficients of each covered subpixel while they are painted."""

    fixed: Floats
    tinted: Floats
    deep: Floats
    label: Floats

    @classmethod
    def empty(cls, count: int) -> _Layers:
        widths = (3, 1, 1, 3)
        return cls(*(np.zeros((count, width), np.float32) for width in widths))


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
    shot = _look(parts, positions, indices, cover, camera, size_px)
    layers = _Layers.empty(len(shot.part))
    height = float(positions[:, 1].max())
    for number, part in enumerate(parts):
        here = np.nonzero(shot.part == number)[0]
        if not len(here):
            continue
        if part.colours is None:
            _paint(layers, part, shot, here, height)
        else:
            (layers.fixed if part.uvs is None else layers.label)[here] = shot.colours[here]
    shadow = _shadow(size_px, camera, positions, indices)
    textured = np.array([part.uvs is not None for part in parts])[shot.part]
    return _developed(shot, layers, textured, shadow, size_px)


def _look(
    parts: Sequence[Part],
    positions: Floats,
    indices: Indices,
    cover: Coverage,
    camera: Camera,
    size_px: int,
) -> _Shot:
    def every(name: str, width: int) -> Floats:
        """Return an attribute of all parts; zeros where a part has none."""
        values = [getattr(part, name) for part in parts]
        lengths = [len(part.positions) for part in parts]
        filled = [
            np.zeros((length, width)) if value is None else value.reshape(-1, width)
            for value, length in zip(values, lengths, strict=True)
        ]
        return np.concatenate(filled).astype(np.float32)

    layout = {"normals": 3, "tone": 1, "uvs": 2, "colours": 3}
    stacked = np.concatenate([positions, *(every(n, w) for n, w in layout.items())], axis=1)
    seen = cover.interpolate(stacked, indices)
    position, normal = seen[:, :3], seen[:, 3:6]
    normal = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    eye = camera.target + camera.direction * camera.distance_m - position
    facing = (normal * eye).sum(axis=1) / np.linalg.norm(eye, axis=1)
    # Sheets are seen from both sides: the normal is turned to the eye.
    normal = np.where(facing[:, None] < 0, -normal, normal)
    row, column = np.divmod(cover.pixels, size_px * _SUPERSAMPLING)
    target = row // _SUPERSAMPLING * size_px + column // _SUPERSAMPLING
    owner = np.repeat(np.arange(len(parts)), [len(part.indices) // 3 for part in parts])
    return _Shot(
        target, owner[cover.triangles], position, normal, np.abs(facing),
        seen[:, 6], seen[:, 7:9], seen[:, 9:12],
    )  # fmt: skip


def _paint(
    layers: _Layers, part: Part, shot: _Shot, here: NDArray[np.int64], height: float
) -> None:
    """Write one part's coefficients into the layers."""
    finish, shine = part.finish, SHINE[part.finish.surface]
    normal, facing, position = shot.normal[here], shot.facing[here], shot.position[here]
    tone = shot.tone[here] * pattern(finish.surface, position, normal, height)
    key = np.clip((normal @ KEY_DIRECTION + shine.wrap) / (1 + shine.wrap), 0, 1)
    light = _AMBIENT + _KEY * key + _SKY * (0.5 + 0.5 * normal[:, 1])
    ground = np.clip(1 - position[:, 1] / (0.16 * height), 0, 1) ** 2
    light *= 1 - 0.34 * ground * (1 - np.clip(normal[:, 1], 0, 1))
    lit = (light * tone)[:, None]
    glint = shine.reflected(normal, facing)[:, None]
    if part.uvs is not None:
        layers.label[here] = lit
        layers.fixed[here] = glint
        return
    layers.fixed[here] = lit * (1 - finish.tint) * np.array(finish.base, np.float32) + glint
    if finish.surface == Surface.GLASS:
        glow, depth = shine.through(normal, facing, position, height)
        layers.tinted[here, 0] = finish.tint * glow * tone
        layers.deep[here, 0] = finish.tint * depth * tone
    else:
        layers.tinted[here] = finish.tint * lit


def _developed(
    shot: _Shot, layers: _Layers, textured: NDArray[np.bool_], shadow: Floats, size_px: int
) -> Plate:
    """Return the layers averaged down to pixels, in front of the backdrop."""
    count = size_px * size_px

    def averaged(values: Floats, chosen: NDArray[np.bool_] | None = None) -> Floats:
        target = shot.target if chosen is None else shot.target[chosen]
        sums = [np.bincount(target, column, minlength=count) for column in values.T]
        return (np.stack(sums, axis=1) / _SUPERSAMPLING**2).astype(np.float32)

    free = 1 - averaged(np.ones((len(shot.target), 1), np.float32))
    wall, glow = _backdrop(size_px, shadow)
    on_label = averaged(np.ones((int(textured.sum()), 1), np.float32), textured)
    pixels = np.nonzero(on_label[:, 0] > 0)[0]
    label_uvs = averaged(shot.uvs[textured], textured)[pixels] / on_label[pixels]
    square = (size_px, size_px, -1)
    return Plate(
        (averaged(layers.fixed) + free * wall).reshape(square),
        (averaged(layers.tinted) + free * glow).reshape(square),
        averaged(layers.deep).reshape(square),
        pixels,
        label_uvs,
        averaged(layers.label[textured], textured)[pixels],
    )


def _backdrop(size_px: int, shadow: Floats) -> tuple[Floats, Floats]:
    """Return the empty studio with the shadow of the thing: own colour and share of tint."""
    y, x = np.mgrid[0:size_px, 0:size_px].astype(np.float32) / size_px
    horizon = 1 / (1 + np.exp(-(y - 0.66) * 11))
    wall = _WALL * (1 - horizon[..., None]) + _TABLE * horizon[..., None]
    light = (1.03 - 0.30 * ((x - 0.42) ** 2 + (y - 0.38) ** 2)) * shadow
    own = (wall * light[..., None] * (1 - _BACKDROP_TINT)).reshape(-1, 3)
    tint = (_BACKDROP_TINT * light * (0.8 + 0.5 * horizon)).reshape(-1, 1)
    return own.astype(np.float32), tint.astype(np.float32)


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


def _shadow(size_px: int, camera: Camera, positions: Floats, indices: Indices) -> Floats:
    """Return the share of light left on the table: a cast shadow and a dark line of contact."""
    height = np.maximum(positions[:, 1:2], 0)
    fall = KEY_DIRECTION / KEY_DIRECTION[1] * np.array([0.75, 1, 0.5], np.float32)
    ground = np.array([1, 0, 1], np.float32)
    small = size_px // _SHADOW_STEP
    cast = _mask(camera.project((positions - height * fall) * ground), indices, small)
    low = (positions[:, 1] < _CONTACT_SHARE * height.max())[indices.reshape(-1, 3)].any(axis=1)
    touching = indices.reshape(-1, 3)[low].reshape(-1)
    contact = _mask(camera.project(positions * ground), touching, small)
    light = np.ones((small, small), np.float32)
    for mask, blur, strength in ((cast, 0.030, 0.20), (cast, 0.012, 0.14), (contact, 0.008, 0.55)):
        light *= 1 - strength * gaussian_filter(mask, blur * small)
    return np.asarray(Image.fromarray(light).resize((size_px, size_px), Image.Resampling.BICUBIC))


def _mask(projected: Floats, indices: Indices, small: int) -> Floats:
    """Return 1 where the projected triangles lie."""
    mask = np.zeros(small * small, np.float32)
    step = _SHADOW_STEP * _SUPERSAMPLING
    shrunk = (projected / np.array([step, step, 1], np.float32)).astype(np.float32)
    mask[rasterise(shrunk, indices, small, small).pixels] = 1
    return mask.reshape(small, small)
