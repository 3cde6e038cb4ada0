"""Seconds to build the Oriental hall: everything, media prepared, one exhibitor changed.

Run: `python benchmarks/build.py [FAIR]`. The first two builds run in a new process each, the
last two in the process of the second, warm as the server keeps its worker. Seconds are of
`build_hall`; loading the engines is printed beside them.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_MEDIA_KINDS = ("picture", "shrunk", "atlas")


def build(fair: Path, state: Path) -> str:
    """Build once in this process and return its seconds, step by step."""
    from hall.service.building.pipeline import build_hall  # noqa: PLC0415 - its loading is timed
    from hall.service.building.request import BuildRequest  # noqa: PLC0415 - same

    steps: list[tuple[str, float]] = []

    def report(step: str, _done: int, _total: int) -> None:
        if not steps or steps[-1][0] != step:
            steps.append((step, time.perf_counter()))

    start = time.perf_counter()
    build_hall(BuildRequest(str(fair), str(state)), report)
    end = time.perf_counter()
    ends = [at for _, at in steps[1:]] + [end]
    parts = (f"{step} {until - at:.2f}" for (step, at), until in zip(steps, ends, strict=True))
    return f"{end - start:6.2f} s ({', '.join(parts)})"


def time_loading() -> float:
    """Return the seconds that loading the engines takes in this process."""
    start = time.perf_counter()
    import hall.service.building.pipeline  # noqa: F401, PLC0415 - this is what is timed

    return time.perf_counter() - start


def forget_all_but_media(state: Path) -> None:
    """Leave prepared pictures and atlases, forget everything else that was built."""
    book = state / "keys.json"
    keys = json.loads(book.read_text())
    kept = {key: names for key, names in keys.items() if key.split(":")[0] in _MEDIA_KINDS}
    book.write_text(json.dumps(kept))
    kept_files = {name for names in kept.values() for name in names}
    for path in (state / "files").iterdir():
        if path.name not in kept_files:
            path.unlink()


def change_one_exhibitor(fair: Path) -> None:
    """Give the first exhibitor another name, as its table's owner would."""
    path = fair / "exhibitors.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["name_fr"] += " bis"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def build_everything(fair: Path, state: Path) -> None:
    """Print the first build of all."""
    loading = time_loading()
    print(f"nothing prepared:       {build(fair, state)}, + {loading:.2f} s to load the engines")


def build_on_prepared_media(fair: Path, state: Path) -> None:
    """Print a build on prepared media, then a change and no change in the same process."""
    forget_all_but_media(state)
    loading = time_loading()
    print(f"media prepared:         {build(fair, state)}, + {loading:.2f} s to load the engines")
    change_one_exhibitor(fair)
    print(f"one exhibitor changed:  {build(fair, state)}")
    print(f"nothing changed:        {build(fair, state)}")


def main() -> None:
    """Print the figures, each part in a process of its own."""
    parts: dict[str, Callable[[Path, Path], None]] = {
        "--everything": build_everything,
        "--prepared": build_on_prepared_media,
    }
    if len(sys.argv) > 1 and sys.argv[1] in parts:
        parts[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
        return
    from hall.resources import fair_dir  # noqa: PLC0415 - only the parent looks for the fair

    name = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    with tempfile.TemporaryDirectory() as folder:
        fair, state = Path(folder) / "fair", Path(folder) / "state"
        shutil.copytree(fair_dir(name), fair)
        state.mkdir()
        print(name, flush=True)
        for part in parts:
            command = [sys.executable, __file__, part, str(fair), str(state)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
