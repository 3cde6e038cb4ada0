"""How a check writes down what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from layout.values import Finding, PointMm, Severity


def note_fault(
    code: str,
    message: str,
    subjects: Sequence[str],
    place: BaseGeometry | PointMm | None = None,
    numbers: tuple[float, float] | None = None,
    severity: Severity = "error",
) -> Finding:
    """Return a finding; `place` is a point or a shape, `numbers` are measured and limit."""
    at_mm = place if isinstance(place, tuple) else _point_in(place)
    measured, limit = numbers or (None, None)
    return Finding(code, severity, message, tuple(subjects), at_mm, measured, limit)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order in which they are told: by code, names and place."""
    return tuple(sorted(findings, key=lambda f: (f.code, f.subjects, f.at_mm or (0, 0))))


def _point_in(shape: BaseGeometry | None) -> PointMm | None:
    if shape is None or shape.is_empty:
        return None
    point = shapely.point_on_surface(shape)
    return round(point.x), round(point.y)
