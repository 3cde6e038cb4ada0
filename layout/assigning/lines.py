"""Front lines: all stands on one could stand in one row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layout.assigning.frames import Frame, frame_of, place_of
from layout.assigning.ground import Ground
from layout.assigning.pinning import make_placement
from layout.values import Placement, StandRequest

SAME_LINE_MM = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """A front line: all stands on it could stand in one row."""

    frame: Frame
    front: float


def list_row(ground: Ground, line: Line) -> list[tuple[int, float]]:
    """Return the stands on a front line with their `t`, from left to right."""
    row = []
    for index, stand in enumerate(ground.stands):
        same = stand.rotation_mdeg % 360_000 == line.frame.rotation_mdeg
        if ground.alive[index] and same:
            _, t, s = place_of(stand)
            if abs(s - line.front) < SAME_LINE_MM:
                row.append((index, t))
    return sorted(row, key=lambda member: member[1])


def list_lines(
    ground: Ground, sector: str, old: Placement | None, depth: int, *, strays: bool
) -> list[Line]:
    """Return the front lines that stands of a sector stand on; or all, and along walls."""
    lines: dict[tuple[int, int], Line] = {}
    stands = [
        stand
        for index, stand in enumerate(ground.stands)
        if ground.alive[index] and (strays or stand.sector == sector)
    ]
    if old is not None:
        stands.append(old)
    for stand in stands:
        frame, _, s = place_of(stand)
        lines.setdefault((frame.rotation_mdeg, round(s / SAME_LINE_MM)), Line(frame, s))
    if strays:
        for frame, s in ground.wall_lines(depth):
            lines.setdefault((frame.rotation_mdeg, round(s / SAME_LINE_MM)), Line(frame, s))
    return [lines[key] for key in sorted(lines)]


def find_heart(ground: Ground, sector: str) -> tuple[float, float] | None:
    """Return the middle of a sector's stands."""
    middles = [
        middle_of(stand)
        for index, stand in enumerate(ground.stands)
        if ground.alive[index] and stand.sector == sector
    ]
    if not middles:
        return None
    return (
        sum(x for x, _ in middles) / len(middles),
        sum(y for _, y in middles) / len(middles),
    )


def line_of(stand: Placement) -> Line:
    """Return the front line that a stand is on."""
    frame, _, s = place_of(stand)
    return Line(frame, s)


def put_on(request: StandRequest, line: Line, t: float) -> Placement:
    """Return the stand of a request with its left end at `t` on a line."""
    return make_placement(request, *line.frame.point(t, line.front), line.frame.rotation_mdeg)


def shift_to(stand: Placement, line: Line, t: float) -> Placement:
    """Return a stand moved along its line to `t`."""
    x, y = line.frame.point(t, line.front)
    return replace(stand, x_mm=x, y_mm=y)


def middle_of(stand: Placement) -> tuple[float, float]:
    """Return the middle of a stand in mm."""
    frame = frame_of(stand.rotation_mdeg)
    half_w, half_d = stand.width_mm / 2, stand.depth_mm / 2
    return (
        stand.x_mm + half_w * frame.cos - half_d * frame.sin,
        stand.y_mm + half_w * frame.sin + half_d * frame.cos,
    )
