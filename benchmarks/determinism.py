"""Lays the sample fairs out with ten hash seeds on every Python given: the bytes must not differ.

`python benchmarks/determinism.py [PYTHON ...]`: interpreters that have numpy, scipy, shapely and
PyYAML, of whatever versions; without any, the one that runs this. Prints one line an interpreter
with the digest of lock file (with its certificate) and GeoJSON, and how many runs agreed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = 10
LAY_OUT = """
import hashlib, sys
from dataclasses import replace
import fair_requests
from exporters.geojson import build_geojson
from layout.audit.certificate import certify_hall
from layout.lock import format_lock
from layout.placing.engine import place_stands
from layout.plan.text import parse_plan
digest = hashlib.sha256()
for fair in ("oriental", "beni_mellal"):
    folder = {"oriental": "oriental-2022", "beni_mellal": "beni-mellal"}[fair]
    text = open(f"data/{folder}/plan.yaml", encoding="utf-8").read()
    placed = place_stands(parse_plan(text, "plan.yaml")[0], getattr(fair_requests, f"{fair}_requests")(), None)
    placed = replace(placed, certificate=certify_hall(placed))
    digest.update(format_lock(placed, None).encode() + build_geojson(placed))
import numpy, scipy, shapely
print(digest.hexdigest()[:20], sys.version.split()[0], numpy.__version__, scipy.__version__, shapely.__version__)
"""  # noqa: E501 - a program on its own


def main() -> None:
    for python in sys.argv[1:] or [sys.executable]:
        told = [lay_out(python, seed) for seed in range(SEEDS)]
        digest, *versions = told[0]
        same = sum(line[0] == digest for line in told)
        print(f"{digest}  {same} of {SEEDS} seeds agree; Python, numpy, scipy, shapely {versions}")


def lay_out(python: str, seed: int) -> list[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environ = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": path}
    done = subprocess.run(
        [python, "-c", LAY_OUT], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout.split()


if __name__ == "__main__":
    main()
