"""Uploaded pictures: checked by header, decoded, re-encoded."""

from __future__ import annotations

from dataclasses import dataclass

from assets.intake.errors import IntakeError
from assets.pictures import PictureError, PictureTooLarge, encode_webp, picture_size, read_picture

MAX_SIDE_PX = 1600
MIN_SIDE_PX = 16
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture that is ours: WebP, upright, without metadata, at most 1600 px a side."""

    data: bytes
    width: int
    height: int


def read_image(data: bytes) -> CleanImage:
    """Return the picture re-encoded; transparency becomes paper white, an animation its start.

    Raises:
        IntakeError: `picture.unreadable`, `picture.too_many_pixels`, `picture.too_small`.
    """
    try:
        width, height = picture_size(data)
    except PictureTooLarge as error:
        raise IntakeError("picture.too_many_pixels", str(error)) from error
    except PictureError as error:
        raise IntakeError("picture.unreadable", str(error)) from error
    if min(width, height) < MIN_SIDE_PX:
        raise IntakeError(
            "picture.too_small",
            f"{width} x {height} px: each side needs {MIN_SIDE_PX} px or more",
        )
    try:
        picture = read_picture(data, max_side_px=MAX_SIDE_PX)
    except PictureError as error:
        raise IntakeError("picture.unreadable", str(error)) from error
    return CleanImage(encode_webp(picture, _QUALITY), picture.width, picture.height)
