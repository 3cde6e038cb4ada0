"""Checks what needs no geometry: names used once, pins kept, stands as they were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layout.audit.notes import note_fault
from layout.values import Finding, PlacedHall, Placement, StandRequest


def check_labels(placed: PlacedHall) -> Iterator[Finding]:
    """Numbers, ids and exhibitors are used once, co-exhibitors included."""
    stands = placed.placements
    hosts = [(s.exhibitor, s) for s in stands if s.exhibitor is not None]
    hosts += [(name, s) for s in stands for name in s.co_exhibitors]
    for code, what, labels in (
        ("stand.number_twice", "number", [(s.number, s) for s in stands]),
        ("stand.id_twice", "id", [(s.stand_id, s) for s in stands]),
        ("stand.exhibitor_twice", "exhibitor", hosts),
    ):
        seen: set[str] = set()
        for label, stand in labels:
            if label in seen:
                message = f"two stands have the {what} {label}"
                yield note_fault(code, message, [label], (stand.x_mm, stand.y_mm))
            seen.add(label)


def check_pins(placed: PlacedHall) -> Iterator[Finding]:
    """A pinned stand stands at its pin, or a finding of the placing says why not."""
    stands = {stand.exhibitor: stand for stand in placed.placements}
    excused = {
        name
        for finding in placed.findings
        for name in finding.subjects
        if finding.code.startswith(("pin.", "stand.not_placed"))
    }
    for pin in placed.plan.pins:
        stand, place = stands.get(pin.exhibitor), (pin.x_mm, pin.y_mm)
        if pin.exhibitor in excused:
            continue
        if stand is None:
            message = f"{pin.exhibitor} is pinned and has no stand, and nothing says why"
            yield note_fault("pin.dropped", message, [pin.exhibitor], place)
        elif (stand.x_mm, stand.y_mm, stand.rotation_mdeg % 360_000) != (
            *place,
            pin.rotation_mdeg % 360_000,
        ):
            message = f"stand {stand.number} is not where {pin.exhibitor} is pinned"
            yield note_fault("pin.not_kept", message, [pin.exhibitor, stand.number], place)


def check_requests(placed: PlacedHall, requests: Sequence[StandRequest]) -> Iterator[Finding]:
    """Every stand has a size that its exhibitor asked for or takes, in the asked sector."""
    wished = {request.exhibitor: request for request in requests}
    for stand in placed.placements:
        place = (stand.x_mm, stand.y_mm)
        request = wished.get(stand.exhibitor or "")
        if request is None:
            message = f"nobody asked for stand {stand.number}"
            yield note_fault("stand.not_asked_for", message, [stand.number], place)
            continue
        taken = [(request.width_mm, request.depth_mm), *request.accepts]
        if not _has_size(stand, taken):
            message = (
                f"stand {stand.number} is {stand.width_mm / 1000:g} x {stand.depth_mm / 1000:g} m;"
                f" {request.exhibitor} takes "
                + " or ".join(f"{width / 1000:g} x {depth / 1000:g}" for width, depth in taken)
            )
            area = stand.width_mm * stand.depth_mm / 1e6
            wish = request.width_mm * request.depth_mm / 1e6
            yield note_fault("stand.size_differs", message, [stand.number], place, (area, wish))


def _has_size(stand: Placement, sizes: Sequence[tuple[int, int]]) -> bool:
    size = (stand.width_mm, stand.depth_mm)
    return size in sizes or size[::-1] in sizes
