"""The report at the end of `hall layout`: for an organiser to read, and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_fair import make_small_fair

from hall.cli.layout_report import MOST_LINES, format_move, format_report, report_value
from hall.cli.main import main
from hall.cli.reading import FairReading, print_findings, read_and_place
from layout.values import Finding, Move, PlacedHall, Span


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> FairReading:
    return read_and_place(str(make_small_fair(tmp_path_factory.mktemp("report") / "fair")))


def placed_of(reading: FairReading) -> PlacedHall:
    assert reading.placed is not None
    return reading.placed


def test_the_report_tells_what_an_organiser_asks(reading: FairReading) -> None:
    report = format_report(reading, placed_of(reading))
    for label in ("Stands", "Floor", "At most", "Aisles", "Ways out", "Wishes", "Moves", "Checked"):
        assert f"\n{label}" in f"\n{report}"
    assert "24 of 24 stands placed" in report
    assert "perimeter bound, proved" in report
    assert "not an authorisation" in report
    assert max(map(len, report.splitlines())) <= 100


def test_the_json_has_what_the_contract_names(reading: FairReading) -> None:
    value = report_value(reading)
    assert {
        "stands_requested", "stands_placed", "gross_m2", "usable_m2", "net_m2", "net_ratio",
        "bound_m2", "bound", "gap", "bounds", "rules", "findings", "exit_travel_m",
        "certificate", "moves", "fairness", "wishes_gap", "seconds",
    } <= value.keys()  # fmt: skip
    json.dumps(value, allow_nan=False)


def test_every_rule_is_told_with_its_source_or_as_unread(reading: FairReading) -> None:
    rules = report_value(reading)["rules"]
    assert isinstance(rules, dict)
    assert {"profile", "aisle_m", "max_travel_m", "sources", "unread"} <= rules.keys()


def test_many_moves_are_cut_short(reading: FairReading) -> None:
    placed = placed_of(reading)
    moves = tuple(
        Move(f"e-{n:03d}", f"s-{n}", "A1", "A1", (0, 0, 0), (3_000, 0, 0), "made_room", "new")
        for n in range(50)
    )
    report = format_report(reading, replace(placed, report=replace(placed.report, moves=moves)))
    assert "50 stands moved" in report
    assert f"and {50 - MOST_LINES} more" in report
    assert report.count("made room for new") == MOST_LINES


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (Move("a", "s", "A1", "A1", (0, 0, 0), (3_000, 4_000, 0), "made_room", "b"),
         "A1 a made room for b: 5.0 m on"),
        (Move("a", "s", "", "A2", None, (0, 0, 0), "came"), "A2 a is new"),
        (Move("a", "s", "A3", "", (0, 0, 0), None, "left"), "A3 a has left"),
        (Move("a", "s", "A1", "B1", (0, 0, 0), (0, 0, 0), "sector_changed"),
         "B1 a has another sector: turned or resized, was A1"),
    ],
)  # fmt: skip
def test_a_move_says_who_how_far_and_why(move: Move, told: str) -> None:
    assert format_move(move) == told


def test_many_findings_of_a_kind_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [Finding("wish.near_unmet", "note", f"number {n}") for n in range(30)]
    print_findings(findings, most_of_a_kind=MOST_LINES)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == MOST_LINES + 1
    assert told[-1].startswith("and 10 more of wish.near_unmet")


def test_an_impossible_fair_is_refused_with_lines_of_the_plan_and_repairs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fair = make_small_fair(tmp_path / "fair")
    plan = fair / "plan.yaml"
    text = plan.read_text("utf-8")
    for before, after in (
        ("[40, 0], [40, 26], [0, 26]", "[20, 0], [20, 16], [0, 16]"),
        ("at: 20", "at: 10"), ("at: 13", "at: 8"), ("[33, 19]", "[17, 13]"), ("7 x 7", "3 x 3"),
    ):  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    plan.write_text(text, "utf-8")
    assert main(["check", str(fair)]) == 1
    told = capsys.readouterr().err
    assert "hall.beyond_bound" in told
    assert "plan.yaml:" in next(line for line in told.splitlines() if "hall.clash: aisles" in line)
    assert told.count("hall.repair") >= 3
    assert main(["layout", str(fair), "--json"]) == 1
    codes = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert {"hall.beyond_bound", "hall.repair", "hall.clash"} <= codes


def test_findings_are_told_in_the_order_of_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    spans = [Span("plan.yaml", line, 1) for line in (100, 31, 9)]
    print_findings([Finding("plan.bad_number", "error", "no", span=span) for span in spans])
    lines = [line.split(":")[2] for line in capsys.readouterr().err.splitlines()]
    assert lines == ["9", "31", "100"]
