"""Turned, boxed and tubular parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assets.forms.part import Detail, Finish, Part, unit
from assets.mesh import Floats, Indices

ProfilePoint = tuple[float, float]
Profile = NDArray[np.float64]
_NEARLY_ALONG = 0.9  # cosine
_LABEL_STEPS = 16
_HAIR_M = 0.0025


def curve(points: Sequence[Sequence[float]], steps: int) -> Profile:
    """Return a smooth curve through the points, `steps` pieces a span (Catmull-Rom).

    With one step a span the curve is the points themselves.
    """
    known = np.asarray(points, np.float64)
    padded = np.vstack([2 * known[0] - known[1], known, 2 * known[-1] - known[-2]])
    t = np.arange(steps)[:, None] / steps
    spans = []
    for before, start, end, after in zip(
        padded[:-3], padded[1:-2], padded[2:-1], padded[3:], strict=True
    ):
        spans.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    return np.vstack([*spans, known[-1:]])


def lathe(strip: Profile | Sequence[ProfilePoint], detail: Detail, finish: Finish) -> Part:
    """Return a strip of (radius, height) points turned about +y.

    Going up the strip the outside is on the right, away from the axis: a strip from the rim
    down to the axis faces up. The strip is smooth; hard edges are ends of strips.
    """
    profile = np.asarray(strip, np.float64)
    if detail.sparse:
        profile = _straighten(profile)
    angles = np.pi + np.linspace(0, 2 * np.pi, detail.segments + 1)
    if detail.segments % _LABEL_STEPS:
        # Half a side round, where the edges of labels are.
        angles += np.pi / detail.segments
    return _swept(profile, angles, finish)


def _straighten(profile: Profile) -> Profile:
    """Return the ends and the points that bend the strip by more than a hair."""
    if len(profile) <= 2:  # noqa: PLR2004  a line has two ends
        return profile
    along = profile[-1] - profile[0]
    away = profile - profile[0]
    bends = np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / np.linalg.norm(along)
    at = int(bends.argmax())
    if bends[at] < _HAIR_M:
        return profile[[0, -1]]
    return np.vstack([_straighten(profile[: at + 1])[:-1], _straighten(profile[at:])])


def wrap_label(
    strip: Profile | Sequence[ProfilePoint],
    sixteenths: int,
    detail: Detail,
    finish: Finish,
    *,
    lift_m: float = 0.0006,
) -> Part:
    """Return a label on the front of a turned part: `sixteenths` of the circle wide.

    It carries the picture and lies `lift_m` above the strip, on the same edges as the body.
    """
    profile = np.asarray(strip, np.float64) + np.array([lift_m, 0.0])
    if detail.sparse:
        profile = _straighten(profile)
    half = sixteenths * np.pi / 16
    angles = np.linspace(-half, half, sixteenths * detail.segments // 16 + 1)
    part = _swept(profile, angles, finish)
    across = np.tile(np.linspace(0, 1, len(angles)), len(profile))
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    down = np.repeat(1 - run / run[-1], len(angles))
    uvs = np.stack([across, down], axis=1).astype(np.float32)
    return Part(part.positions, part.normals, part.indices, finish, part.tone, uvs, overlay=True)


def _swept(profile: Profile, angles: NDArray[np.float64], finish: Finish) -> Part:
    tangent = np.gradient(profile, axis=0) if len(profile) > 2 else np.diff(profile, axis=0)  # noqa: PLR2004 - a gradient needs three points
    tangent = np.broadcast_to(tangent, profile.shape)
    outward = np.stack([tangent[:, 1], -tangent[:, 0]], axis=1)
    sin, cos = np.sin(angles), np.cos(angles)
    rings, columns = len(profile), len(angles)

    def turned(pairs: Profile) -> Floats:
        radius, height = pairs[:, :1], np.repeat(pairs[:, 1:], columns, axis=1)
        return (
            np.stack([radius * sin, height, radius * cos], axis=2).reshape(-1, 3).astype(np.float32)
        )

    positions = turned(profile)
    flat = np.repeat(profile[:, 0] < 1e-6, columns)  # noqa: PLR2004 - a micrometre is the axis
    indices = quads(rings, columns)
    triangles = indices.reshape(-1, 3)
    # At the axis a quad is one triangle: the one with two corners there has no area.
    triangles = triangles[flat[triangles].sum(axis=1) < 2]  # noqa: PLR2004
    return Part(
        positions,
        unit(turned(outward)),
        triangles.reshape(-1).astype(np.uint32),
        finish,
        np.ones(len(positions), np.float32),
    )


def quads(rows: int, columns: int) -> Indices:
    """Return the triangles of a grid stored row by row, rows going up, columns to the right."""
    corner = np.arange((rows - 1) * columns).reshape(rows - 1, columns)[:, :-1].reshape(-1)
    low_right, high_right, high = corner + 1, corner + columns + 1, corner + columns
    return (
        np.stack([corner, low_right, high_right, corner, high_right, high], axis=1)
        .reshape(-1)
        .astype(np.uint32)
    )


def box(width: float, height: float, depth: float, finish: Finish, *, bevel: float = 0.0) -> Part:
    """Return a box that stands on y = 0, its centre above the origin; no underside.

    A bevel (metres) rounds nothing but catches the light on every upper edge.
    """
    x, z = width / 2, depth / 2
    low = np.array([[-x, 0, z], [x, 0, z], [x, 0, -z], [-x, 0, -z]])
    edge = low + np.array([0, height - bevel, 0])
    inner = np.sign(low) * np.array([x - bevel, 0, z - bevel]) + np.array([0, height, 0])
    faces = [(low[i], low[i - 3], edge[i - 3], edge[i]) for i in range(4)]
    if bevel:
        faces += [(edge[i], edge[i - 3], inner[i - 3], inner[i]) for i in range(4)]
    faces.append((inner[0], inner[1], inner[2], inner[3]))
    return polygons(faces, finish)


def polygons(faces: Sequence[Sequence[NDArray[np.float64]]], finish: Finish) -> Part:
    """Return flat convex faces, each with its own normal; corners counter-clockwise."""
    positions, normals, indices = [], [], []
    start = 0
    for face in faces:
        corners = np.asarray(face, np.float64)
        normal = np.cross(corners[1] - corners[0], corners[-1] - corners[0])
        positions.append(corners)
        normals.append(np.broadcast_to(normal, corners.shape))
        fan = np.arange(1, len(corners) - 1)
        indices.append(np.stack([np.zeros_like(fan), fan, fan + 1], axis=1).reshape(-1) + start)
        start += len(corners)
    stacked = np.concatenate(positions).astype(np.float32)
    return Part(
        stacked,
        unit(np.concatenate(normals).astype(np.float32)),
        np.concatenate(indices).astype(np.uint32),
        finish,
        np.ones(len(stacked), np.float32),
    )


def panel(width: float, height: float, finish: Finish, *, overlay: bool) -> Part:
    """Return an upright rectangle that faces +z, its lower edge on y = 0, with the picture."""
    x = width / 2
    corners = [
        np.array(corner)
        for corner in ((-x, 0.0, 0.0), (x, 0.0, 0.0), (x, height, 0.0), (-x, height, 0.0))
    ]
    flat = polygons([corners], finish)
    uvs = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32)
    return Part(flat.positions, flat.normals, flat.indices, finish, flat.tone, uvs, overlay)


def tube(
    path: Profile | Sequence[Sequence[float]], radius: float, sides: int, finish: Finish
) -> Part:
    """Return a round rod along a path of (x, y, z) points; its ends stay open."""
    line = np.asarray(path, np.float64)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    # The side axis turns with the path; a fixed reference flips nowhere on our short handles.
    along_z = bool(np.abs(tangent[:, 2]).max() > _NEARLY_ALONG)
    reference = np.array([1.0, 0.1, 0.0] if along_z else [0.0, 0.0, 1.0])
    side = np.cross(tangent, reference)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(tangent, side)
    angles = np.linspace(0, 2 * np.pi, sides + 1)
    ring = (
        side[:, None] * np.cos(angles)[None, :, None]
        + other[:, None] * np.sin(angles)[None, :, None]
    )
    positions = (line[:, None] + radius * ring).reshape(-1, 3).astype(np.float32)
    normals = ring.reshape(-1, 3).astype(np.float32)
    return Part(
        positions,
        normals,
        quads(len(line), sides + 1),
        finish,
        np.ones(len(positions), np.float32),
    )


def ball(radius: float, detail: Detail, finish: Finish) -> Part:
    """Return a sphere that rests on y = 0: eight-sided where the form is coarse."""
    coarse = detail.steps == 1
    rings, columns = (4, 8) if coarse else (18, 36)
    angle = np.linspace(-np.pi / 2, np.pi / 2, rings + 1)
    profile = np.stack([np.cos(angle) * radius, np.sin(angle) * radius + radius], axis=1)
    profile[[0, -1], 0] = 0
    return _swept(profile, np.pi + np.linspace(0, 2 * np.pi, columns + 1), finish)


def dome(radius: float, sides: int, finish: Finish) -> Part:
    """Return the upper half of a sphere on y = 0, coarse but smoothly lit, darker below."""
    profile = np.array([(radius, 0.0), (0.76 * radius, 0.65 * radius), (0.0, radius)])
    part = _swept(profile, np.linspace(0, 2 * np.pi, sides + 1), finish)
    normals = unit(part.positions)
    tone = (0.72 + 0.33 * part.positions[:, 1] / radius).astype(np.float32)
    return Part(part.positions, normals, part.indices, finish, tone)
