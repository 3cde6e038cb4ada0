"""The other commands, as people run them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hall_process import ROOT
from servable_fair import ServableFair


def run_hall(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hall", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False
    )


def test_check_of_a_good_fair_exits_clean(own_fair: ServableFair) -> None:
    done = run_hall("check", str(own_fair.fair))
    assert done.returncode == 0, done.stderr
    assert "0 errors" in done.stdout


def test_check_lists_every_error_with_its_place(own_fair: ServableFair) -> None:
    plan = own_fair.fair / "plan.yaml"
    text = (
        plan.read_text("utf-8").replace("aisle: 3", "aisle: wide").replace("width: 4", "width: -4")
    )
    plan.write_text(text, "utf-8")
    done = run_hall("check", str(own_fair.fair), "--json")
    assert done.returncode == 1
    errors = [f for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"]
    assert len({error["place"] for error in errors}) >= 2


def test_layout_prints_the_report_of_the_contract(own_fair: ServableFair) -> None:
    done = run_hall("layout", str(own_fair.fair), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert report["stands_requested"] == report["stands_placed"] == 24
    assert {"gross_m2", "usable_m2", "net_m2", "net_ratio", "bound_m2", "bound", "gap", "rules",
            "exit_travel_m", "seconds", "findings"} <= report.keys()  # fmt: skip
    assert 0 < report["net_m2"] < report["bound_m2"]


def test_layout_twice_writes_the_same_lock(own_fair: ServableFair) -> None:
    lock = own_fair.fair / "placement.lock.json"
    run_hall("layout", str(own_fair.fair))
    first = lock.read_bytes()
    run_hall("layout", str(own_fair.fair))
    assert lock.read_bytes() == first


def test_export_writes_every_format(own_fair: ServableFair, tmp_path: Path) -> None:
    done = run_hall("export", str(own_fair.fair), "--to", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names >= {"hall.glb", "hall.geojson", "plan.fr.svg", "plan.ar.svg", "plan.en.svg"}


def test_new_fair_can_be_checked_at_once(tmp_path: Path) -> None:
    made = run_hall("new", str(tmp_path / "mine"))
    assert made.returncode == 0, made.stderr
    assert not (tmp_path / "mine" / "placement.lock.json").exists()
    assert run_hall("check", str(tmp_path / "mine")).returncode == 0


def test_new_refuses_a_folder_that_exists(tmp_path: Path) -> None:
    assert run_hall("new", str(tmp_path)).returncode == 2


def test_invite_prints_a_link_while_the_server_runs(own_fair: ServableFair) -> None:
    exhibitor = json.loads((own_fair.fair / "placement.lock.json").read_text("utf-8"))
    name = next(stand["exhibitor"] for stand in exhibitor["stands"])
    with own_fair.serve():
        done = run_hall("invite", str(own_fair.fair), name, "--data-dir", str(own_fair.state))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("http://127.0.0.1:8080/fr/invites/")


def test_invite_of_a_stranger_names_the_nearest(own_fair: ServableFair) -> None:
    done = run_hall(
        "invite", str(own_fair.fair), "nobody-at-all", "--data-dir", str(own_fair.state)
    )
    assert done.returncode == 2
    assert "nobody-at-all" in done.stderr


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run_hall("dance").returncode == 2


def test_a_new_plan_names_its_schema_and_has_it_beside(tmp_path: Path) -> None:
    run_hall("new", str(tmp_path / "mine"), "--from", "beni-mellal")
    first, _, rest = (tmp_path / "mine" / "plan.yaml").read_text("utf-8").partition("\n")
    assert first == "# yaml-language-server: $schema=plan.schema.json"
    assert rest == (ROOT / "data" / "beni-mellal" / "plan.yaml").read_text("utf-8")
    schema = json.loads((tmp_path / "mine" / "plan.schema.json").read_text("utf-8"))
    assert set(schema["required"]) == {"doors", "sectors", "rules"}
    assert schema["oneOf"] == [{"required": ["hall"]}, {"required": ["halls"]}]
