"""What a visitor downloads: every file of a build that is fetched, weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FileWeight:
    """One file: its bytes as they are, gzipped and in Brotli (the same where that does not help).

    `triangles` and `texels` are of a GLB: what it draws, and the points of its textures.
    """

    name: str
    raw: int
    gzip: int
    brotli: int
    triangles: int = 0
    texels: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """The files of one build by what they are for.

    `index`, `search` and `plans` are by language, `fonts` by script, `stands` by the id of the
    stand, `models` and `pictures` by product (the widest picture first), `logos` by exhibitor.
    `poster` is the picture shown until one can walk; `tiles` are the
    stands of a large hall beyond those of its index.
    """

    shell: FileWeight
    index: Mapping[str, FileWeight]
    fonts: Mapping[str, FileWeight]
    search: Mapping[str, FileWeight]
    plans: Mapping[str, FileWeight]
    stands: Mapping[str, FileWeight]
    models: Mapping[str, FileWeight] = field(default_factory=dict)
    pictures: Mapping[str, tuple[FileWeight, ...]] = field(default_factory=dict)
    logos: Mapping[str, FileWeight] = field(default_factory=dict)
    tiles: tuple[FileWeight, ...] = ()
    poster: FileWeight | None = None

    def list_files(self) -> Iterator[FileWeight]:
        """Yield every file; one that serves twice comes twice."""
        yield self.shell
        if self.poster is not None:
            yield self.poster
        yield from self.tiles
        for group in (
            self.index, self.fonts, self.search, self.plans, self.stands, self.models, self.logos,
        ):  # fmt: skip
            yield from group.values()
        for pictures in self.pictures.values():
            yield from pictures
