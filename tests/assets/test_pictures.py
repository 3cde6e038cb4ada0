from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from assets.pictures import MAX_PIXELS, PictureError, picture_size, read_picture, shrink_picture


def encoded(width: int, height: int, kind: str = "PNG", **options: object) -> bytes:
    ramp = np.linspace(0, 255, width, dtype=np.uint8)
    pixels = np.stack([np.tile(ramp, (height, 1))] * 3, axis=2)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()


def png_header_of(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    pixels = b"IDAT" + zlib.compress(b"\0" * 1000)
    data = struct.pack(">I", len(pixels) - 4) + pixels + struct.pack(">I", zlib.crc32(pixels))
    return b"\x89PNG\r\n\x1a\n" + checked + data


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_four_formats_become_webp_of_the_width_asked(kind: str) -> None:
    small = Image.open(io.BytesIO(shrink_picture(encoded(800, 600, kind), 200)))
    assert small.format == "WEBP"
    assert small.size == (200, 150)


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO"])
def test_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(PictureError, match="not a PNG"):
        picture_size(encoded(64, 64, kind))


def test_a_picture_is_never_grown() -> None:
    assert picture_size(shrink_picture(encoded(100, 50), 400)) == (100, 50)


def test_a_thin_picture_keeps_a_pixel_of_height() -> None:
    assert picture_size(shrink_picture(encoded(1000, 2), 100)) == (100, 1)


def test_a_photo_taken_on_its_side_is_turned_and_its_exif_gone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter clockwise to be upright
    exif[0x010F] = "a camera"
    data = encoded(60, 40, "JPEG", exif=exif)
    assert picture_size(data) == (40, 60)
    upright = Image.open(io.BytesIO(shrink_picture(data, 40)))
    assert upright.size == (40, 60)
    assert not upright.getexif()
    pixels = np.asarray(upright.convert("L"), int)
    # What was the left edge (black) is the top now.
    assert pixels[0].mean() < 40
    assert pixels[-1].mean() > 215


def test_pixels_are_counted_before_any_is_decoded() -> None:
    bomb = png_header_of(12_000, 12_000)
    assert len(bomb) < 200
    with pytest.raises(PictureError, match="12000 x 12000 px are too many"):
        shrink_picture(bomb, 100)


def test_exactly_the_limit_is_taken() -> None:
    width = MAX_PIXELS // 4000
    assert picture_size(png_header_of(width, 4000)) == (width, 4000)


@pytest.mark.parametrize("size", [(20_000, 2), (2, 20_000)])
def test_a_side_beyond_what_webp_holds_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(PictureError, match="too many"):
        picture_size(png_header_of(*size))


def test_a_cut_off_picture_is_told_as_damaged() -> None:
    data = encoded(300, 200, "JPEG")
    with pytest.raises(PictureError, match="damaged"):
        shrink_picture(data[: len(data) // 2], 100)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF0000WEBP", b"x" * 99])
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(PictureError):
        shrink_picture(data, 100)


def test_transparent_pixels_become_pale_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert min(read_picture(out.getvalue()).getpixel((20, 20))) > 230  # type: ignore[arg-type,type-var]


def test_of_an_animation_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ((250, 0, 0), (0, 0, 250))]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    red, _, blue = read_picture(out.getvalue()).getpixel((16, 16))  # type: ignore[misc]
    assert red > 200
    assert blue < 60


def test_a_width_of_nothing_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="width 0"):
        shrink_picture(encoded(10, 10), 0)


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_webp_that_tells_too_many_pixels_is_never_opened(*, lossless: bool, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (200, 100), (9, 9, 9, 9)[: len(mode)]).save(out, "WEBP", lossless=lossless)
    data = out.getvalue()
    assert picture_size(data) == (200, 100)
    extended = struct.pack("<4sIIHBHB", b"VP8X", 10, 0, 16_382, 0, 16_382, 0)
    lying = data[:12] + extended + data[12:]
    with pytest.raises(PictureError, match="16383 x 16383 px are too many"):
        picture_size(lying)
