"""Placing with memory: the lock file keeps numbers, a stored result spares the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from hall.service.building.keys import KeyBook, key_of
from hall.service.building.request import BuildRequest
from hall.store.built import BuiltFiles
from hall.store.files import write_atomic
from layout.audit.certificate import prove_hall
from layout.lock import format_lock, parse_lock
from layout.placing.engine import place_stands
from layout.values import Finding, PlacedHall, Plan, StandRequest

LOCK_NAME = "placement.lock.json"


@dataclass(frozen=True, slots=True)
class Placing:
    """A placed and audited hall, with the text of its lock file."""

    placed: PlacedHall
    findings: tuple[Finding, ...]
    lock_text: str
    former_numbers: Mapping[str, str]


def place_fair(
    plan: Plan,
    requests: tuple[StandRequest, ...],
    lock_text: str,
    keys: KeyBook,
    files: BuiltFiles,
) -> Placing:
    """Return the placed hall; unchanged input is read back instead of placed again."""
    key = key_of("placing", plan, requests, lock_text)
    found = keys.find(key)
    if found is not None and files.has(found[0]):
        return msgspec.msgpack.decode(files.read(found[0]), type=Placing)
    previous = parse_lock(lock_text) if lock_text else None
    placed = place_stands(plan, requests, previous)
    certificate, findings = prove_hall(placed, requests)
    placed = replace(placed, certificate=certificate)
    text = format_lock(placed, previous)
    memory = parse_lock(text)
    placing = Placing(placed, (*placed.findings, *findings), text, dict(memory.former_numbers))
    name = files.put(msgspec.msgpack.encode(placing), ".msgpack")
    keys.note(key, [name])
    # The next build starts from the lock that this one writes, and places the same.
    keys.note(key_of("placing", plan, requests, text), [name])
    return placing


def read_state_lock(request: BuildRequest) -> str:
    """Return the lock kept in the run-time folder for a read-only fair, or an empty text."""
    path = Path(request.state_dir) / LOCK_NAME
    return path.read_text("utf-8") if request.read_only and path.exists() else ""


def save_lock(request: BuildRequest, text: str) -> None:
    """Write the lock beside the plan, or into the run-time folder of a read-only fair."""
    folder = Path(request.state_dir if request.read_only else request.fair_dir)
    target = folder / LOCK_NAME
    if not target.exists() or target.read_text("utf-8") != text:
        write_atomic(target, text.encode())
