"""Seconds to build the Oriental hall: everything, media prepared, one exhibitor changed.

Run: `python benchmarks/build.py [FAIR]`. Each build runs in a process of its own; starting the
process and loading the engines is counted.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hall.resources import fair_dir

_MEDIA_KINDS = ("picture", "shrunk")
_WORK = """
import sys, time
start = time.perf_counter()
from hall.service.building.pipeline import build_hall
from hall.service.building.request import BuildRequest
if __name__ == "__main__":
    loaded = time.perf_counter() - start
    steps = {}
    last = [None, time.perf_counter()]
    def report(step, done, total):
        now = time.perf_counter()
        if last[0]:
            steps[last[0]] = steps.get(last[0], 0) + now - last[1]
        last[:] = [step, now]
    start = time.perf_counter()
    build_hall(BuildRequest(sys.argv[1], sys.argv[2]), report)
    report("end", 0, 1)
    parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in steps.items())
    seconds = time.perf_counter() - start
    print(f"{seconds:.2f} s in process, + {loaded:.2f} s to load the engines: {parts}")
"""


def run_build(fair: Path, state: Path) -> str:
    """Return the figures that one build printed, after its whole wall time."""
    script = state.parent / "one_build.py"
    script.write_text(_WORK)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(script), str(fair), str(state)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return f"{time.perf_counter() - start:6.2f} s; {done.stdout.strip()}"


def forget_all_but_media(state: Path) -> None:
    """Leave prepared pictures, remove everything else that was built."""
    book = state / "keys.json"
    keys = json.loads(book.read_text())
    kept = {key: names for key, names in keys.items() if key.split(":")[0] in _MEDIA_KINDS}
    book.write_text(json.dumps(kept))


def change_one_exhibitor(fair: Path) -> None:
    """Give the first exhibitor another text, as its table's owner would."""
    path = fair / "exhibitors.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["name_fr"] += " bis"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Print the figures."""
    name = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    with tempfile.TemporaryDirectory() as folder:
        fair, state = Path(folder) / "fair", Path(folder) / "state"
        shutil.copytree(fair_dir(name), fair)
        state.mkdir()
        print(f"{name}, nothing prepared:        {run_build(fair, state)}", flush=True)
        forget_all_but_media(state)
        print(f"{name}, media prepared:          {run_build(fair, state)}", flush=True)
        change_one_exhibitor(fair)
        print(f"{name}, one exhibitor changed:   {run_build(fair, state)}", flush=True)
        print(f"{name}, nothing changed:         {run_build(fair, state)}", flush=True)


if __name__ == "__main__":
    main()
