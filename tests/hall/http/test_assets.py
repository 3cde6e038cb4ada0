"""The files of the viewer's build that belong to an entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.http.assets import EntryMissing, WebAssets


async def test_an_entry_weighs_all_that_it_loads_or_starts_at_once(web_dir: Path) -> None:
    sizes = await WebAssets(web_dir).weigh("src/viewer/main.ts")
    assert set(sizes) == {
        "viewer-1.js", "shared-1.js", "opening-1.js", "watch-1.js", "viewer-1.css",
    }  # fmt: skip
    for raw, gzipped, packed in sizes.values():
        assert 0 < packed <= gzipped < raw


def test_what_an_entry_loads_once_it_has_run_is_named_once(web_dir: Path) -> None:
    entry = WebAssets(web_dir).entry("src/viewer/main.ts")
    assert entry.imports == ("shared-1.js",)
    assert entry.later == ("opening-1.js",)


def test_an_entry_that_was_not_built_is_named(web_dir: Path) -> None:
    with pytest.raises(EntryMissing, match=r"src/lost\.ts"):
        WebAssets(web_dir).entry("src/lost.ts")
