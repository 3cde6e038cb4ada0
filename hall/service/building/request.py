"""What the build worker is asked for. Standard library only: the server makes these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ApprovedChange:
    """What an exhibitor changed and an organiser approved: table columns and their cells.

    `noun` is `exhibitor` or `product`; a product that is not in the table is new. `base` gives
    the cells that stood in these columns before, `between` those that the exhibitor's own
    earlier changes passed through: a table with any of them was not edited since.
    """

    noun: str
    id: str
    fields: Mapping[str, str]
    base: Mapping[str, str] = field(default_factory=dict)
    between: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """One build: the fair's folder, the run-time folder, and what was approved since.

    `base` is the path that pages live under (no trailing slash), for links in the plan. A
    `read_only` fair keeps its lock file in the run-time folder.
    """

    fair_dir: str
    state_dir: str
    base: str = ""
    read_only: bool = False
    changes: tuple[ApprovedChange, ...] = ()
