"""docs/tables.md names every field, and its examples are a fair that has no fault."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from hall.model.fair import Fair, FairLook, PrivacyNotice
from hall.store.folder import (
    exhibitor_table,
    product_table,
    programme_table,
    read_fair_folder,
)

MANUAL = (Path(__file__).resolve().parents[3] / "docs" / "tables.md").read_text("utf-8")
BLOCK = re.compile(r"^```\w+ ([\w.]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("table", [exhibitor_table, product_table, programme_table])
def test_every_column_is_in_the_manual(table: Any) -> None:
    words = set(re.findall(r"[a-z_0-9]+", MANUAL))
    assert [name for name in table.PLAIN if name not in words] == []
    assert [t for t in table.TEXTS if f"{t}_" not in words and f"{t}_fr" not in words] == []


@pytest.mark.parametrize("noun", [Fair, FairLook, PrivacyNotice])
def test_every_key_of_the_fair_is_in_the_manual(noun: Any) -> None:
    assert [field.name for field in fields(noun) if f"`{field.name}`" not in MANUAL] == []


def test_the_examples_are_a_fair_without_a_fault(fair: Any) -> None:
    examples = dict(BLOCK.findall(MANUAL))
    assert len(examples) == 11
    for name, text in examples.items():
        fair.write(name, text)
    read = read_fair_folder(fair.path)
    assert [str(finding) for finding in read.findings] == []
    assert read.is_usable
    assert len(read.requests) == 2
    assert [stop.exhibitor for stop in read.tours[0].stops] == ["coop-tafoukt"]
