"""Seconds for the product pictures of a fair: 200 measured, told for 1,000.

Run from the checkout: `python benchmarks/media.py [COUNT]`. Each product gets its own label
and colour, in 512 and 160 px, on all cores; the plates of the forms are rendered in every
process, as in a build.
"""

from __future__ import annotations

import colorsys
import io
import multiprocessing
import os
import resource
import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw

# Before this folder, whose layout.py would hide the engine of that name.
sys.path.insert(0, str(Path(__file__).parents[1]))

from assets.forms import FORMS  # needs the path above
from assets.product_picture import render_product_pictures
from assets.values import Exhibit

COUNT = 200
TOLD_FOR = 1000
SIZES_PX = (512, 160)
_CHUNK = 10


def make_exhibit(number: int) -> Exhibit:
    """Return the product of that number: forms in turn, rugs of many sizes."""
    form = list(FORMS)[number % len(FORMS)]
    hue = number * 0.618 % 1
    red, green, blue = (round(255 * part) for part in colorsys.hsv_to_rgb(hue, 0.6, 0.6))
    size = (900 + number * 37 % 1500, 1200 + number * 53 % 1900, 10) if FORMS[form].cloth else None
    return Exhibit(
        f"p{number}", form, f"#{red:02x}{green:02x}{blue:02x}", make_label(number), size_mm=size
    )


def make_label(number: int) -> bytes:
    """Return a label of 800 x 600 px with shapes enough to be worth encoding."""
    label = Image.new("RGB", (800, 600), (246, 236, 214))
    draw = ImageDraw.Draw(label)
    draw.rectangle((24, 24, 775, 575), outline=(120, 70, 30), width=8)
    for step in range(12):
        x = 60 + step * 58
        draw.ellipse(
            (x, 380, x + 44, 380 + 20 + (number * 7 + step * 31) % 120), fill=(170, 90, 40)
        )
    draw.text((80, 120), f"Produit {number}", fill=(60, 30, 10), font_size=110)
    out = io.BytesIO()
    label.save(out, "WEBP", quality=80)
    return out.getvalue()


def render(exhibit: Exhibit) -> int:
    """Return the bytes of one product's pictures."""
    return sum(len(data) for data in render_product_pictures(exhibit, SIZES_PX).values())


def main() -> None:
    """Print the seconds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    cores = len(os.sched_getaffinity(0))
    # Sorted as a build sorts them: a process renders a form once and keeps it.
    exhibits = sorted(map(make_exhibit, range(count)), key=lambda e: (e.form, e.size_mm or ()))
    before = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        sizes = pool.map(render, exhibits, chunksize=_CHUNK)
    seconds = time.perf_counter() - before
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{count} products in {' and '.join(map(str, SIZES_PX))} px on {cores} cores:")
    print(f"  {seconds:.1f} s, of that on the processors {used.ru_utime + used.ru_stime:.1f} s")
    print(f"  {seconds / count * TOLD_FOR:.0f} s for {TOLD_FOR:,} at this pace (plates included)")
    print(f"  {sum(sizes) / count / 1024:.1f} KiB a product")


if __name__ == "__main__":
    main()
