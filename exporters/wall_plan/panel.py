"""The panel of a wall plan: the legend and, where there is room for it, the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from exporters import plan_style as look
from exporters.sheet.ground import Ground
from exporters.sheet.marks import Sheet
from exporters.sheet.paper import Frame
from exporters.wall_plan.columns import Box, Columns
from exporters.wall_plan.index import Entry, draw_entries, line_height, name_start
from exporters.wall_plan.legend import (
    draw_scale_and_north,
    draw_sectors,
    draw_signs,
    heading,
)

LEGEND_WIDTH = 24.0
_WIDEST, _NARROWEST, _GAP = 42.0, 17.0, 2.0
_INDEX_SIZES = (1.25, 1.1, 1.0, 0.92, 0.84, 0.76, 0.7, 0.64)
_SAMPLE, _MAY_BE_CUT = 400, 0.06
_SMALL = 0.66  # share of ordinary text below which letters are not made smaller for names


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """How many columns a panel has and the size of its index in mm, 0 where none fits."""

    columns: int
    index_size: float


def plan_panel(ground: Ground, frame: Frame, paper: str, entries: Sequence[Entry]) -> PanelPlan:
    """Return the division of the panel with the largest letters that hold all entries.

    Large letters are not worth names that are cut short: few may be.
    """
    text, width = frame.text, _box(ground, frame)[2]
    fewest = max(1, int((width + _GAP * text) // (_WIDEST * text)))
    most = max(fewest, int((width + _GAP * text) // (_NARROWEST * text)))
    trials = {}
    for count in range(fewest, most + 1):
        trial = replace(ground, sheet=Sheet(1, 1, ground.words.right_to_left))
        trials[count] = _columns(trial, frame, count)
        _draw_legend(trial, trials[count], paper)
        heading(trial, trials[count], "-")
    for share in _INDEX_SIZES:
        size = text * share
        if size < look.LEAST_TEXT_MM:
            break
        for count, columns in trials.items():
            fits = columns.count_lines(line_height(size)) >= len(entries)
            if fits and _few_are_cut(ground, columns.width, entries, size):
                return PanelPlan(count, size)
    count = max(1, int((width + _GAP * text) // (LEGEND_WIDTH * text)))
    return PanelPlan(count, 0.0)


def _few_are_cut(ground: Ground, width: float, entries: Sequence[Entry], size: float) -> bool:
    """Return whether most names fit a column of the index; a sample tells it of large fairs."""
    room = width - name_start(ground.typeface, entries, size)
    sample = entries[:: max(1, len(entries) // _SAMPLE)]
    cut = sum(ground.typeface.width(name, size) > room for _, name, _ in sample)
    return cut <= len(sample) * (_MAY_BE_CUT if size > ground.text * _SMALL else 1)


def draw_panel(
    ground: Ground, frame: Frame, paper: str, entries: Sequence[Entry], plan: PanelPlan
) -> None:
    """Draw the panel as `plan_panel` planned it."""
    columns = _columns(ground, frame, plan.columns)
    _draw_legend(ground, columns, paper, spread=not plan.index_size)
    if plan.index_size and entries:
        heading(ground, columns, ground.words.say("index.title"))
        draw_entries(ground.sheet, ground.typeface, columns, entries, plan.index_size)
    elif entries:
        heading(ground, columns, ground.words.say("index.elsewhere"))


def _columns(ground: Ground, frame: Frame, count: int) -> Columns:
    return Columns(ground.sheet, _box(ground, frame), count, _GAP * frame.text)


def _box(ground: Ground, frame: Frame) -> Box:
    left, top, width, height = frame.panel
    text = frame.text
    if frame.beside:
        width -= text * 1.5
        left += 0 if ground.words.right_to_left else text * 1.5
    return (left, top + text * 0.8, width, height - text * 1.6)


def _draw_legend(ground: Ground, columns: Columns, paper: str, *, spread: bool = False) -> None:
    """Draw the legend; `spread` gives each part a column of its own where there are enough."""
    draw_sectors(ground, columns)
    for draw in (draw_signs, _draw_scale(paper)):
        if spread and columns.column < columns.count - 1:
            columns.next_column()
        else:
            columns.skip(ground.text * 0.8)
        draw(ground, columns)
    columns.skip(ground.text * 0.8)


def _draw_scale(paper: str) -> Callable[[Ground, Columns], None]:
    return lambda ground, columns: draw_scale_and_north(ground, columns, paper)
