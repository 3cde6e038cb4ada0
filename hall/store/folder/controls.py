"""Characters that no text needs: they break XML, or turn the direction of what follows."""

from __future__ import annotations

import re

# C0 without tab and line ends, C1, directional overrides, what is no character.
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202d\\u202e\\ufffe\\uffff]")


def drop_controls(text: str) -> str:
    """Return `text` without control characters."""
    return CONTROL.sub("", text)
