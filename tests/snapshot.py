"""Pictures compared as somebody across the room would: what is where, and in which colour.

Both are made small and soft first, so that another browser's smoothing of edges says nothing;
then they are compared cell by cell. A mean over the whole catches light and colours; the share
of cells that are clearly different catches what is small: boards without names, a stand gone.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

SIZE = (320, 180)
_CELLS = (160, 90)
_SOFT_PX = 1.2
_CLEARLY = 18.0  # of 255, in one channel
_MOST_MEAN = 6.0  # no smoothing of edges at all is 3.3, a tenth less light 15 and more
_MOST_CLEARLY = 0.008


@dataclass(frozen=True, slots=True)
class Difference:
    """How far apart two pictures are: of 255 in the mean, and the share of cells clearly so."""

    mean: float
    clearly: float

    @property
    def is_seen(self) -> bool:
        return self.mean > _MOST_MEAN or self.clearly > _MOST_CLEARLY

    def __str__(self) -> str:
        return f"mean {self.mean:.2f}, clearly {self.clearly:.2%}"


def compare(one: Image.Image, other: Image.Image) -> Difference:
    """Return how far two pictures of any sizes are apart."""
    apart = np.abs(_soften(one) - _soften(other)).max(axis=2)
    return Difference(float(apart.mean()), float((apart > _CLEARLY).mean()))


def _soften(picture: Image.Image) -> npt.NDArray[np.float64]:
    small = picture.convert("RGB").resize(SIZE, Image.Resampling.BOX)
    soft = small.filter(ImageFilter.GaussianBlur(_SOFT_PX))
    return np.asarray(soft.resize(_CELLS, Image.Resampling.BOX), np.float64)


def open_picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def keep_reference(picture: Image.Image, path: Path) -> None:
    """Write a reference: small, and close enough to be compared with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = picture.convert("RGB").resize(SIZE, Image.Resampling.BOX)
    small.save(path, "WEBP", quality=84, method=6)
