"""What the manual says exists, and what exists is in the manual."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
from pathlib import Path

import pytest

from hall.cli.main import build_parser

ROOT = Path(__file__).resolve().parent.parent
PAGES_OF_MANUAL = sorted((ROOT / "docs").glob("*.md"))
ENGINES = ("layout", "assets", "exporters")


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = build_parser()
    action = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_in_the_manual(name: str) -> None:
    manual = (ROOT / "docs" / "commands.md").read_text("utf-8")
    row = next(line for line in manual.splitlines() if line.startswith(f"| `hall {name} "))
    options = [o for a in commands()[name]._actions for o in a.option_strings if o.startswith("--")]
    assert [option for option in options if option != "--help" and option not in row] == []


def test_every_command_shown_in_the_docs_can_be_parsed() -> None:
    parser = build_parser()
    shown = [
        line.split("#")[0].split()[1:]
        for path in [*PAGES_OF_MANUAL, ROOT / "README.md"]
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("hall ")
    ]
    assert len(shown) >= 6
    for arguments in shown:
        parser.parse_args(arguments)


def test_every_make_target_shown_in_the_docs_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in [*PAGES_OF_MANUAL, ROOT / "README.md"]:
        assert set(re.findall(r"`make ([a-z-]+)`", path.read_text("utf-8"))) <= targets


def test_every_setting_is_in_the_manual() -> None:
    settings = (ROOT / "hall" / "cli" / "settings.py").read_text()
    manual = (ROOT / "docs" / "organisers.md").read_text("utf-8")
    assert [name for name in set(re.findall(r"HALL_[A-Z_]+", settings)) if name not in manual] == []


def test_links_between_pages_lead_somewhere() -> None:
    for path in [*PAGES_OF_MANUAL, *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("engine", ENGINES)
def test_public_functions_of_engines_have_docstrings(engine: str) -> None:
    bare = []
    for path in (ROOT / engine).rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
            if public and not ast.get_docstring(node):
                bare.append(f"{path.name}:{node.name}")
    assert bare == []


def test_no_third_party_bundle_or_address_is_committed() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    assert [name for name in tracked if re.search(r"(\.min\.js|node_modules|web/dist)", name)] == []
    lock = (ROOT / "web" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
