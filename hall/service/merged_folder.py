"""A fair's folder with everything that was approved since laid into its tables and media."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hall.service.building.request import ApprovedChange
from hall.store.files import write_atomic
from hall.store.folder import read_fair_folder, write_tables_back
from layout.values import Finding

_UPLOAD = re.compile(r"sha256:([0-9a-f]{64})")
_FOLDER = "uploads"
_ENDINGS = ((b"glTF", ".glb"), (b"RIFF", ".webp"), (b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"))
_WARNED = frozenset({"change.not_applied", "exhibitor.edited_both"})


@dataclass(frozen=True, slots=True)
class MergedFolder:
    """Files that differ from the fair's folder, by path in it, and what is to be looked at."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...]


def merge_folder(
    fair: Path, changes: Sequence[ApprovedChange], uploads: Path | None
) -> MergedFolder:
    """Return the fair's changed tables, and the approved uploads as files below `media/`.

    A change that the tables would refuse is left out, as the hall leaves it out, and an
    upload whose bytes are no longer in `uploads` too: each has a finding.
    """
    findings = [f for f in read_fair_folder(fair, changes).findings if f.code in _WARNED]
    refused = {name for f in findings if f.code == "change.not_applied" for name in f.subjects}
    media = _MediaWriter(uploads)
    kept = [media.place(change) for change in changes if change.id not in refused]
    tables = write_tables_back(fair, kept)
    return MergedFolder({**tables, **media.files}, (*findings, *media.findings))


class _MediaWriter:
    """Turns references to uploads into paths below `media/`, and gathers the files."""

    def __init__(self, uploads: Path | None) -> None:
        self._uploads = uploads
        self.files: dict[str, bytes] = {}
        self.findings: list[Finding] = []

    def place(self, change: ApprovedChange) -> ApprovedChange:
        """Return the change with paths in place of references."""
        fields = dict(change.fields)
        for column, cell in change.fields.items():
            if not _UPLOAD.match(cell):
                continue
            paths = "|".join(self._place_each(change, column, cell))
            if paths:
                fields[column] = paths
            else:
                del fields[column]
        return replace(change, fields=fields)

    def _place_each(self, change: ApprovedChange, column: str, cell: str) -> Iterator[str]:
        for reference in cell.split("|"):
            found = _UPLOAD.fullmatch(reference)
            if found is None:
                yield reference
                continue
            path = self._uploads / found[1] if self._uploads else None
            if path is None or not path.is_file():
                message = f"{column} of {change.id}: the uploaded file {found[1][:12]}… is missing"
                missing = Finding("upload.missing", "warning", message, (change.id,))
                self.findings.append(missing)
                continue
            data = path.read_bytes()
            ending = next((end for magic, end in _ENDINGS if data.startswith(magic)), "")
            name = f"{_FOLDER}/{change.id}-{column}-{found[1][:8]}{ending}"
            self.files[f"media/{name}"] = data
            yield name


def write_folder(fair: Path, target: Path, merged: MergedFolder) -> tuple[Path, ...]:
    """Write the fair's files to `target`, the merged ones in their place; return the paths.

    Hidden files stay behind. Where `target` is the fair itself, only what changed is written.
    """
    wanted = sorted(merged.files)
    if target.resolve() != fair.resolve():
        wanted = sorted({*wanted, *_list_files(fair)})
    for name in wanted:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = merged.files.get(name)
        write_atomic(path, (fair / name).read_bytes() if data is None else data)
    return tuple(target / name for name in wanted)


def _list_files(fair: Path) -> list[str]:
    paths = (path.relative_to(fair) for path in fair.rglob("*") if path.is_file())
    return [
        path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)
    ]
