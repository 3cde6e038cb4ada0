"""Text of a drawn plan: broken and sized to fit, by an estimate of its width."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_GLYPH_EM = 0.6  # a wide estimate for semi-bold Latin and Arabic sans-serif letters
_LINE_EM = 1.15
_SMALLEST_M = 0.5


def fit_text(text: str, width: float, height: float, size: float) -> tuple[list[str], float]:
    """Return lines and a size, at most `size`, at which they fit width x height in metres."""
    words = text.split()
    best: tuple[float, list[str]] = (0.0, [text])
    for count in range(1, min(len(words), 4) + 1):
        lines = _break(words, count)
        widest = max(len(line) for line in lines) * _GLYPH_EM
        fits = min(width / max(widest, 0.1), height / (len(lines) * _LINE_EM), size)
        if fits > best[0] + 1e-9:
            best = (fits, lines)
    return best[1], max(best[0], _SMALLEST_M)


def _break(words: Sequence[str], count: int) -> list[str]:
    """Return the words in `count` lines of about the same length."""
    goal = sum(len(word) + 1 for word in words) / count
    lines: list[str] = []
    line = ""
    for word in words:
        if line and len(line) + len(word) / 2 > goal and len(lines) < count - 1:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def text_element(
    lines: Sequence[str],
    at: tuple[float, float],
    size: float,
    *,
    upright: bool = False,
    weight: int = 400,
    anchor: str = "middle",
    colour: str = "",
) -> str:
    """Return a `<text>` whose lines are centred on `at` (metres, y down)."""
    x, y = at
    top = y - (len(lines) - 1) * size * _LINE_EM / 2 + size * 0.35
    turn = f' transform="rotate(-90 {x:.2f} {y:.2f})"' if upright else ""
    fill = f' fill="{colour}"' if colour else ""
    head = (
        f'<text font-size="{size:.2f}" font-weight="{weight}" text-anchor="{anchor}"'
        f' pointer-events="none"{fill}{turn}'
    )
    if len(lines) == 1:
        return f'{head} x="{x:.2f}" y="{top:.2f}">{escape(lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{x:.2f}" y="{top + index * size * _LINE_EM:.2f}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f"{head}>{spans}</text>"
