"""A product as a studio picture: its form with its label, on a warm backdrop."""

from __future__ import annotations

import functools
from dataclasses import replace

import numpy as np
from PIL import Image

from assets.forms.build import cropped_uvs, find_form, form_parts, label_aspect
from assets.forms.part import Finish, Part, Surface
from assets.forms.registry import View
from assets.mesh import Floats, Mesh
from assets.pictures import encode_webp, read_picture
from assets.shading import linear_colour, to_linear, to_srgb
from assets.studio import Plate, expose
from assets.values import Exhibit, SizeMm

QUALITY = 78
_MODEL_VIEW = View(yaw_deg=-24, elevation_deg=18, fill=0.74)
# Plates of 512 px are about 7 MB each; a fair uses some twenty forms and cloth sizes.
_PLATES_KEPT = 40
# Cloths of similar shape share a plate: aspects are rounded to these steps.
_ASPECT_STEPS = 4
_LEVELS = 4096
_SRGB_OF_LINEAR = np.round(to_srgb(np.linspace(0, 1, _LEVELS + 1)) * 255).astype(np.uint8)
_LINEAR_OF_SRGB = to_linear(np.arange(256) / 255)


def render_product_picture(exhibit: Exhibit, size_px: int = 512) -> bytes:
    """Return the exhibit's form with its picture as a square WebP of quality 78.

    `exhibit.model` is not looked at: for a product with a model of its own see
    `render_model_picture`.

    Raises:
        assets.forms.FormError: the form is unknown or the size is not a size.
        assets.shading.ColourError: the colour is not `#rrggbb`.
        assets.pictures.PictureError: the picture cannot be read.
    """
    return encode_webp(draw_product(exhibit, size_px), QUALITY)


def render_product_pictures(exhibit: Exhibit, sizes_px: tuple[int, ...]) -> dict[int, bytes]:
    """Return the same picture in several sizes, drawn once at the largest."""
    largest = draw_product(exhibit, max(sizes_px))
    return {
        size: encode_webp(
            largest
            if size == largest.width
            else largest.resize((size, size), Image.Resampling.LANCZOS),
            QUALITY,
        )
        for size in sizes_px
    }


def draw_product(exhibit: Exhibit, size_px: int) -> Image.Image:
    """Return the picture itself, for callers that encode it in several sizes."""
    form = find_form(exhibit.form)
    shape = _shape(exhibit.size_mm) if form.cloth else None
    plate = _plate(exhibit.form, shape, bool(exhibit.picture), size_px)
    if not exhibit.picture or not len(plate.label_pixels):
        return _developed(plate, exhibit.colour)
    # A picture on a label of n pixels needs about as many texels, with some to spare.
    extent = max(64, int(np.sqrt(len(plate.label_pixels)) * 1.6))
    picture = read_picture(exhibit.picture, max_side_px=extent)
    uvs = cropped_uvs(plate.label_uvs, picture.size, label_aspect(form, shape))
    return _developed(plate, exhibit.colour, _sampled(picture, uvs))


def render_model_picture(
    mesh: Mesh, texture: bytes | None, colour: str, size_px: int = 512
) -> bytes:
    """Return a picture like `render_product_picture`'s of a mesh with its light baked in.

    `texture` is an encoded picture for `mesh.uvs`; `colour` tints the backdrop.

    Raises:
        assets.shading.ColourError, assets.pictures.PictureError: as the other door.
    """
    part = Part(
        positions=mesh.positions,
        normals=mesh.normals,
        indices=mesh.indices,
        finish=Finish(Surface.PAPER),
        tone=np.ones(len(mesh.positions), np.float32),
        uvs=mesh.uvs if texture else None,
        colours=mesh.colours[:, :3],
    )
    plate = expose([part], _MODEL_VIEW, size_px)
    if not texture:
        return encode_webp(_developed(plate, colour), QUALITY)
    texels = _sampled(read_picture(texture), plate.label_uvs)
    return encode_webp(_developed(plate, colour, texels), QUALITY)


def _developed(plate: Plate, colour: str, texels: Floats | None = None) -> Image.Image:
    """Return the plate with its colour and the texels of its label, (p, 3), as sRGB."""
    tint = np.array(linear_colour(colour), np.float32)
    light = plate.fixed + plate.tinted * tint + plate.deep * (tint * tint)
    if texels is not None:
        light.reshape(-1, 3)[plate.label_pixels] += plate.label_light * texels
    levels = (np.clip(light, 0, 1) * _LEVELS + 0.5).astype(np.uint16)
    return Image.fromarray(_SRGB_OF_LINEAR[levels])


def _shape(size_mm: SizeMm | None) -> SizeMm | None:
    """Return the size rounded so that cloths of nearly the same proportions share a plate."""
    if size_mm is None or min(size_mm[:2]) < 1:
        return size_mm
    steps = round(np.log2(size_mm[0] / size_mm[1]) * _ASPECT_STEPS)
    width = 2000 * 2 ** (steps / _ASPECT_STEPS / 2)
    return (round(width), round(4_000_000 / width), 0)


@functools.lru_cache(maxsize=_PLATES_KEPT)
def _plate(form_id: str, shape: SizeMm | None, labelled: bool, size_px: int) -> Plate:  # noqa: FBT001 - a cache key
    form = find_form(form_id)
    parts = [p for p in form_parts(form_id, "picture", shape) if labelled or not p.overlay]
    if not labelled:
        parts = [replace(part, uvs=None) for part in parts]
    return expose(parts, form.view, size_px)


def _sampled(picture: Image.Image, uvs: Floats) -> Floats:
    """Return the picture's linear colour at uvs (p, 2), as (p, 3), bilinear."""
    texture = _LINEAR_OF_SRGB[np.asarray(picture)]
    height, width = texture.shape[:2]
    x = np.clip(uvs[:, 0] * width - 0.5, 0, width - 1.001)
    y = np.clip(uvs[:, 1] * height - 0.5, 0, height - 1.001)
    column, row = x.astype(np.intp), y.astype(np.intp)
    right, below = np.minimum(column + 1, width - 1), np.minimum(row + 1, height - 1)
    fx, fy = (x - column)[:, None], (y - row)[:, None]
    top = texture[row, column] * (1 - fx) + texture[row, right] * fx
    low = texture[below, column] * (1 - fx) + texture[below, right] * fx
    return np.asarray(top * (1 - fy) + low * fy, np.float32)
