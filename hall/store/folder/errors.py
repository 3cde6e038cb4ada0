"""What stops the reading of a fair folder altogether; bad content is a finding instead."""

from __future__ import annotations


class FolderError(Exception):
    """A fair folder cannot be read at all: it is missing or it is no folder."""
