"""`hall weights FAIR`: what a visitor downloads, beside the budgets."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hall.cli.progress import TerminalProgress
from hall.cli.serve import read_fair_id
from hall.cli.settings import Settings, read_settings
from hall.http.assets import WebAssets
from hall.model.catalogue import Catalogue
from hall.model.manifest import BuiltFinding, HallBuild
from hall.model.weights import FileWeight, Weights
from hall.resources import fair_dir, is_shipped, web_dir
from hall.service.approved import list_approved
from hall.service.building.pipeline import build_hall
from hall.service.building.request import ApprovedChange, BuildRequest
from hall.service.building.weighing import read_weights
from hall.service.downloads import Part, first_parts, list_stand_loads
from hall.service.freshness import fingerprint, is_fresh, record_fresh
from hall.service.live import read_build
from hall.service.worker import BuildRefused
from hall.store.built import BuiltFiles
from hall.store.database.database import FILE_NAME, open_for_command
from hall.store.errors import DataDirLocked
from hall.store.files import DataDirLock

_ADDRESS = "http://127.0.0.1:8080"
_HEAVIEST = 10


@dataclass(frozen=True, slots=True)
class Weighed:
    """A built fair with its weights."""

    build: HallBuild
    catalogue: Catalogue
    weights: Weights


def run(options: argparse.Namespace) -> int:
    """Build what is missing, print the table; 1 where the build is refused."""
    progress = TerminalProgress()
    try:
        weighed = weigh_fair(options.fair, options.data_dir, progress)
    except BuildRefused as refusal:
        progress.finish()
        print_refusal(refusal.findings)
        return 1
    progress.finish()
    lang = weighed.catalogue.fair.languages[0]
    parts = asyncio.run(first_parts(weighed.weights, lang, WebAssets(web_dir()).weigh))
    if options.json:
        print(json.dumps(_document(weighed, parts), ensure_ascii=False, indent=1))
    else:
        print(_format(weighed, parts))
    return 0


def weigh_fair(name: str, data_dir: str | None, progress: TerminalProgress) -> Weighed:
    """Return the weights of a fair, built first where its last build is stale.

    Where a server holds the data folder, what it shows is weighed as it is.

    Raises:
        BuildRefused: the fair's files have errors, or something is heavier than its budget.
        ResourceMissing: there is no such fair.
        BuildMissing: another process holds the folder and has built nothing yet.
    """
    folder = fair_dir(name)
    fair_id = read_fair_id(folder)
    settings = read_settings(folder, fair_id, data_dir=data_dir, address=_ADDRESS)
    state = settings.state_dir
    try:
        lock = DataDirLock(state)
    except DataDirLocked:
        print(f"{state} is in use: the hall that is shown is weighed", file=sys.stderr)
    else:
        try:
            _build_if_stale(settings, fair_id, progress)
        finally:
            lock.release()
    build, catalogue = read_build(state)
    return Weighed(build, catalogue, read_weights(BuiltFiles(state / "files"), build))


def _build_if_stale(settings: Settings, fair_id: str, progress: TerminalProgress) -> None:
    changes: tuple[ApprovedChange, ...] = ()
    if (settings.state_dir / FILE_NAME).is_file():
        changes = asyncio.run(_list_changes(settings.state_dir, fair_id))
    request = BuildRequest(
        str(settings.fair_dir), str(settings.state_dir), settings.base,
        is_shipped(settings.fair_dir), changes,
    )  # fmt: skip
    mark = fingerprint(request)
    if not is_fresh(request):
        build_hall(request, progress)
        record_fresh(request, mark)


async def _list_changes(state: Path, fair_id: str) -> tuple[ApprovedChange, ...]:
    async with open_for_command(state, fair_id) as database:
        return await list_approved(database)


def print_refusal(findings: Iterable[BuiltFinding]) -> None:
    """Print the errors of a refused build to stderr."""
    for finding in findings:
        if finding.severity == "error":
            place = f"{finding.place}: " if finding.place else ""
            print(f"error: {place}{finding.code}: {finding.message}", file=sys.stderr)


def _format(weighed: Weighed, parts: tuple[Part, ...]) -> str:
    budgets = weighed.catalogue.fair.budgets
    lines = [f"{'before one can walk':24}{'brotli':>10}{'gzip':>10}{'raw':>10}{'seconds':>9}"]
    for part in parts:
        sizes = f"{part.brotli:>10,}{part.gzip:>10,}{part.raw:>10,}{part.seconds:>9.2f}"
        lines.append(f"{part.kind:24}{sizes}")
    total = sum(part.brotli for part in parts)
    lines.append(f"{'all':24}{total:>10,}{'':20}{sum(part.seconds for part in parts):>9.2f}")
    lines.append("")
    loads = list_stand_loads(weighed.weights, weighed.catalogue)
    lines.append(f"{'heaviest stands':24}{'brotli':>10}{'budget':>10}{'triangles':>11}")
    for load in loads[:_HEAVIEST]:
        share = f"{load.weight.brotli / budgets.stand_bytes:>10.0%}"
        count = f"{load.weight.triangles:>11,}"
        lines.append(f"{load.number:24}{load.weight.brotli:>10,}{share}{count}")
    every = sum(load.weight.brotli for load in loads)
    lines.append(f"{f'all {len(loads)} stands':24}{every:>10,}")
    return "\n".join(lines)


def _document(weighed: Weighed, parts: tuple[Part, ...]) -> dict[str, object]:
    weights, catalogue = weighed.weights, weighed.catalogue
    return {
        "fair": catalogue.fair.id,
        "build": weighed.build.build_id,
        "before_walking": [
            {"part": part.kind, **_bytes(part), "seconds": round(part.seconds, 3)}
            for part in parts
        ],
        "stands": [
            {
                "stand": load.stand, "number": load.number, "exhibitor": load.exhibitor,
                **_counts(load.weight),
            }
            for load in list_stand_loads(weights, catalogue)
        ],
        "models": {key: _counts(weight) for key, weight in weights.models.items()},
        "pictures": {
            key: [_counts(weight) for weight in shown] for key, shown in weights.pictures.items()
        },
        "logos": {key: _counts(weight) for key, weight in weights.logos.items()},
    }  # fmt: skip


def _bytes(weight: FileWeight | Part) -> dict[str, int]:
    return {"brotli": weight.brotli, "gzip": weight.gzip, "raw": weight.raw}


def _counts(weight: FileWeight) -> dict[str, int]:
    return _bytes(weight) | {"triangles": weight.triangles, "texels": weight.texels}
