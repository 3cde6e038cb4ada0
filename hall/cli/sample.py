"""`hall sample DIR`: a sample fair of any size, for trying and measuring large halls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hall.resources import fair_dir
from hall.service.sampling import SampleShape, write_sample
from hall.service.sampling.folder import M2_EACH, SampleRefused

EXIT_USAGE = 2
SOURCE = "oriental-2022"


def run(options: argparse.Namespace) -> int:
    """Write the folder; the same numbers give the same bytes."""
    target = Path(options.folder)
    if target.exists():
        print(f"hall: {target} exists already: choose a new folder", file=sys.stderr)
        return EXIT_USAGE
    area = options.area or options.stands * M2_EACH
    try:
        shape = SampleShape(options.stands, area, options.products)
    except SampleRefused as error:
        print(f"hall: {error}", file=sys.stderr)
        return EXIT_USAGE
    write_sample(fair_dir(SOURCE), target, shape)
    print(f"made {target}, a sample of {shape.stands} stands on {shape.area_m2} m²; then")
    print(f"  hall serve {target}")
    return 0
