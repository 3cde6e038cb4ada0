"""Dye baths: the colours of each named palette, ground first."""

from __future__ import annotations

PALETTES: dict[str, tuple[str, ...]] = {
    "terre": ("#7a3b2a", "#2a1c18", "#d9b48a", "#b8682f", "#efe0c6"),
    "nuit": ("#24344f", "#121a2b", "#c9d3dc", "#b5472f", "#e0b04f"),
    "braise": ("#b2392a", "#231a1c", "#f1dfc0", "#e08a2c", "#5c1a22"),
    "garance": ("#8f2430", "#1f1718", "#eadbc0", "#c9772f", "#2f4a5a"),
    "ecru": ("#efe6d2", "#3a2a20", "#5b4433", "#cdb995", "#8a6a4a"),
    "ivoire": ("#f4eee0", "#57473a", "#2e2621", "#d8cbb0", "#b6a58a"),
    "sable": ("#d9c39a", "#4a382a", "#f3e8d0", "#a97d4b", "#6f5134"),
    "desert": ("#c98a2f", "#3b2416", "#f2dfb6", "#8c2f22", "#33566a"),
    "oasis": ("#3f6a4a", "#182a22", "#e8dcb8", "#c9a23f", "#a3402f"),
    "fete": ("#c23b6b", "#2b1b36", "#f6e3c4", "#e8a13a", "#2f8a8f"),
}
