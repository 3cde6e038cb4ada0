"""The errors of this folder: inputs that one cannot go on from.

LayoutError
└── LockUnreadable
"""

from __future__ import annotations


class LayoutError(Exception):
    """Base of all errors raised by `layout`."""


class LockUnreadable(LayoutError):
    """placement.lock.json is not what this program wrote."""
