"""What one build of the hall wrote: `hall.json`, read by the server at start.

File names are `<first 20 hex of SHA-256 of the uncompressed bytes>.<suffix>`; each lies in
the files folder with `.br` and `.gz` siblings where compression helps. They are served at
`/f/<name>`, immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BuiltFinding:
    """A finding as shown to the organiser."""

    code: str
    severity: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class HallBuild:
    """The files of one build.

    `index` and `search` are per language; `near` maps a stand id to its near-tier file;
    `fonts` maps a script (`latin`, `arabic`) to a woff2 subset; `plan_svg` per language.
    `tiles` are what an index leads to in a large hall: the stands of all tiles but the first.
    `poster` is the small picture (WebP) of where a visit begins, shown until one can walk.
    `icons` are PNG pictures by purpose (`192`, `512`, `maskable`) for a home screen;
    `hall_glb` is the plain download, empty until the background part has written it.
    `weights` is what all of it weighs (`hall.model.weights.Weights`), for the organiser.
    `shares` are the pictures of shared links (JPEG) by what is shared: `fair`, `stand:ID`,
    `exhibitor:ID`, `product:ID`; the background part draws them, `shares_waiting` are missing.
    `packing_waiting` files have not got their best compression yet.
    """

    build_id: str
    fair: str
    shell: str
    index: Mapping[str, str]
    search: Mapping[str, str]
    near: Mapping[str, str]
    fonts: Mapping[str, str]
    plan_svg: Mapping[str, str]
    geojson: str
    catalogue: str
    findings: tuple[BuiltFinding, ...] = ()
    hall_glb: str = ""
    icons: Mapping[str, str] = field(default_factory=dict)
    weights: str = ""
    tiles: tuple[str, ...] = ()
    poster: str = ""
    shares: Mapping[str, str] = field(default_factory=dict)
    shares_waiting: int = 0
    packing_waiting: int = 0

    @property
    def is_finished(self) -> bool:
        """Whether the background part has nothing left to do."""
        return bool(self.hall_glb) and not (self.shares_waiting or self.packing_waiting)

    def find_share(self, *wanted: str) -> str:
        """Return the picture of the first that has one, else the fair's, else an empty text."""
        names = (self.shares.get(key, "") for key in (*wanted, "fair"))
        return next(filter(None, names), "")
