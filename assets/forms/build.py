"""An exhibit → its form as a mesh."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assets.forms.finishes import SHINE, woven_tone
from assets.forms.part import COPY, NEAR, PICTURE, Part, Surface, bounds
from assets.forms.registry import FORMS, Form
from assets.mesh import Floats, Mesh
from assets.pictures import picture_size
from assets.shading import baked_light, linear_colour
from assets.values import Exhibit, SizeMm

DetailName = Literal["copy", "near", "picture"]
_DETAILS = {"copy": COPY, "near": NEAR, "picture": PICTURE}
_WHITE_PAPER = (0.92, 0.92, 0.92)


class FormError(ValueError):
    """A form cannot be built from these values."""


@dataclass(frozen=True, slots=True)
class FormMesh:
    """A form ready to be written: standing at the origin, y up, front +z, metres.

    `carries_picture` (n,) tells the vertices whose `mesh.uvs` lie in the exhibit's picture
    (0..1, origin top left, cropped to the label's shape); triangles never mix both kinds.
    Colours of picture vertices are the light alone, to be multiplied with the picture.
    Without a picture no vertex carries one and `mesh.uvs` is None.
    """

    mesh: Mesh
    carries_picture: NDArray[np.bool_]


def find_form(form_id: str) -> Form:
    """Return the form.

    Raises:
        FormError: there is no form of that name.
    """
    try:
        return FORMS[form_id]
    except KeyError:
        raise FormError(f"no form {form_id!r}: use one of {', '.join(FORMS)}") from None


@functools.lru_cache(maxsize=256)
def form_parts(form_id: str, detail: DetailName, size_mm: SizeMm | None) -> tuple[Part, ...]:
    """Return the parts of a form in its final size.

    A cloth takes exactly the width and height of `size_mm`; any other form is scaled as a
    whole until it fits, so that a jar stays a jar.
    """
    form = find_form(form_id)
    parts = form.build(_DETAILS[detail])
    if size_mm is None:
        return tuple(parts)
    if min(size_mm) < 0 or min(size_mm[:2]) < 1:
        raise FormError(f"size {size_mm} mm of a {form_id}: width and height must be 1 mm or more")
    low, high = bounds(parts)
    own = high - low
    wanted = np.array(size_mm, np.float32) / 1000
    if form.cloth:
        return tuple(part.scaled(wanted[0] / own[0], wanted[1] / own[1], 1.0) for part in parts)
    given = wanted > 0
    factor = float((wanted[given] / own[given]).min())
    return tuple(part.scaled(factor, factor, factor) for part in parts)


def cropped_uvs(uvs: Floats, picture_px: tuple[int, int], label_aspect: float) -> Floats:
    """Return the uvs moved into the middle of a picture that is wider or taller than its label."""
    aspect = picture_px[0] / picture_px[1]
    share = np.array([min(1.0, label_aspect / aspect), min(1.0, aspect / label_aspect)], np.float32)
    return np.asarray((uvs - 0.5) * share + 0.5, np.float32)


def label_aspect(form: Form, size_mm: SizeMm | None) -> float:
    """Return width / height of the picture's area; a cloth of a given size has its own."""
    return size_mm[0] / size_mm[1] if form.cloth and size_mm else form.label_aspect


def build_form(exhibit: Exhibit, *, detail: DetailName = "near") -> FormMesh:
    """Return the exhibit's form with colour and baked light.

    Near detail has at most 250 triangles (rug and textile 60); a `copy`, which stands beside a
    near piece, about a third of that. `exhibit.model` is not looked at: a caller that has a
    model shows it instead.

    Raises:
        FormError: the form is unknown or the size is not a size.
        assets.shading.ColourError: the colour is not `#rrggbb`.
        assets.pictures.PictureError: the picture cannot be read.
    """
    form = find_form(exhibit.form)
    parts = [
        part
        for part in form_parts(exhibit.form, detail, exhibit.size_mm)
        if exhibit.picture or not part.overlay
    ]
    shown = [bool(exhibit.picture) and part.uvs is not None for part in parts]
    carries = np.repeat(shown, [len(part.positions) for part in parts])
    positions = np.concatenate([part.positions for part in parts])
    normals = np.concatenate([part.normals for part in parts])
    uvs = None
    if exhibit.picture:
        stacked = np.concatenate(
            [p.uvs if p.uvs is not None else np.zeros((len(p.positions), 2)) for p in parts]
        )
        aspect = label_aspect(form, exhibit.size_mm)
        uvs = cropped_uvs(stacked, picture_size(exhibit.picture), aspect)
        uvs[~carries] = 0
    offsets = np.cumsum([0, *(len(part.positions) for part in parts[:-1])])
    mesh = Mesh(
        positions=positions,
        normals=normals,
        colours=_colours(parts, shown, exhibit.colour, positions, normals),
        indices=np.concatenate(
            [p.indices + np.uint32(o) for p, o in zip(parts, offsets, strict=True)]
        ),
        uvs=uvs,
    )
    return FormMesh(mesh, carries)


def _colours(
    parts: list[Part], shown: list[bool], colour: str, positions: Floats, normals: Floats
) -> Floats:
    """Return colour times baked light of all vertices, (n, 4), alpha 1."""
    linear = np.array(linear_colour(colour), np.float32)
    albedo = np.concatenate(
        [_albedo(p, linear, textured=own) for p, own in zip(parts, shown, strict=True)]
    )
    gloss = np.concatenate([SHINE[p.finish.surface].baked(p.normals) for p in parts])[:, None]
    height = min(0.06, 0.35 * float(positions[:, 1].max()))
    light = baked_light(positions, normals, contact_height_m=height)[:, None]
    rgb = np.clip(albedo * light + gloss, 0, 1)
    return np.concatenate([rgb, np.ones_like(light)], axis=1).astype(np.float32)


def _albedo(part: Part, colour: Floats, *, textured: bool) -> Floats:
    finish = part.finish
    own = np.array(_WHITE_PAPER if textured else finish.base, np.float32)
    if not textured:
        own = own * (1 - finish.tint) + colour * finish.tint
    tone = part.tone
    if finish.surface == Surface.WEAVE:
        tone = tone * woven_tone(part.positions)
    return np.asarray(own[None] * tone[:, None], np.float32)
