"""`hall serve` as people run it: a real process on a free port."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from hall_process import ROOT, HallProcess
from servable_fair import ServableFair

PATIENCE_S = 30.0


def get_json(served: HallProcess, path: str) -> Any:
    with urlopen(served.url + path, timeout=10) as answer:
        return json.load(answer)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def build_of(served: HallProcess) -> str:
    return str(get_json(served, "/api/v1/hall?lang=fr")["build"])


def test_first_line_on_stdout_is_the_address_that_answers(own_fair: ServableFair) -> None:
    with own_fair.serve() as served, urlopen(f"{served.url}/health/ready") as answer:
        assert answer.status == 200


def test_it_starts_where_python_keeps_compiled_files(own_fair: ServableFair) -> None:
    """Folders `__pycache__` lie beside the sources on any ordinary machine."""
    environ = {"PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(2):
        with own_fair.serve(environ=environ) as served, urlopen(f"{served.url}/fr/") as answer:
            assert answer.status == 200


def test_a_stop_signal_ends_it_cleanly(own_fair: ServableFair) -> None:
    served = own_fair.serve()
    assert served.stop() == 0
    assert "Traceback" not in "".join(served.log)


def test_one_data_folder_serves_one_process(own_fair: ServableFair) -> None:
    with own_fair.serve():
        second = run_serve(own_fair)
    assert second.returncode == 3
    assert "is in use" in second.stderr


def test_a_taken_port_is_told_before_anything_is_built(own_fair: ServableFair) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run_serve(own_fair, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 3
    assert "cannot listen" in done.stderr


def test_an_unknown_fair_names_the_samples() -> None:
    done = run_hall("serve", "no-such-fair")
    assert done.returncode == 2
    assert "oriental-2022" in done.stderr


def test_saving_the_plan_shows_the_new_hall(own_fair: ServableFair) -> None:
    with own_fair.serve() as served:
        before = build_of(served)
        plan = own_fair.fair / "plan.yaml"
        plan.write_text(plan.read_text("utf-8").replace("height: 6", "height: 8"), "utf-8")
        wait_until(lambda: build_of(served) != before)
        index = get_json(served, get_json(served, "/api/v1/hall?lang=fr")["index"])
        assert index["hall"]["height"] == 8


def test_open_viewers_are_told_of_the_new_hall(own_fair: ServableFair) -> None:
    with own_fair.serve() as served, urlopen(f"{served.url}/api/v1/events", timeout=60) as events:
        fair = own_fair.fair / "fair.yaml"
        fair.write_text(fair.read_text("utf-8").replace("year: 2022", "year: 2023"), "utf-8")
        for line in events:
            if line.startswith(b"data:") and b"build" in line:
                told = json.loads(line.removeprefix(b"data:"))["build"]
                break
        assert told == build_of(served)


def test_a_broken_plan_keeps_the_last_good_hall(own_fair: ServableFair) -> None:
    with own_fair.serve() as served:
        before = build_of(served)
        plan = own_fair.fair / "plan.yaml"
        good = plan.read_text("utf-8")
        plan.write_text(good.replace("rules:", "rulse:"), "utf-8")
        wait_until(lambda: any("has errors" in line for line in served.log))
        assert build_of(served) == before
        with urlopen(f"{served.url}/fr/plan", timeout=10) as page:
            assert page.status == 200
        plan.write_text(good.replace("height: 6", "height: 7"), "utf-8")
        wait_until(lambda: build_of(served) != before)


def test_a_restart_with_a_broken_plan_shows_the_last_good_hall(own_fair: ServableFair) -> None:
    plan = own_fair.fair / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("rules:", "rulse:"), "utf-8")
    with own_fair.serve() as served, urlopen(f"{served.url}/fr/plan", timeout=10) as page:
        assert page.status == 200
        assert [line for line in served.log if "has errors" in line]


def test_a_broken_plan_without_a_hall_is_told_with_its_place(own_fair: ServableFair) -> None:
    plan = own_fair.fair / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("rules:", "rulse:"), "utf-8")
    shutil.rmtree(own_fair.state)
    done = run_serve(own_fair)
    assert done.returncode == 1
    assert "error: plan.yaml:" in done.stderr


def test_its_own_lock_file_does_not_wake_it(own_fair: ServableFair) -> None:
    with own_fair.serve() as served:
        before = build_of(served)
        lock = own_fair.fair / "placement.lock.json"
        lock.write_bytes(lock.read_bytes())
        time.sleep(1.5)
        assert build_of(served) == before
        assert not [line for line in served.log if "has errors" in line]


def test_base_path_and_public_address_are_honoured(own_fair: ServableFair) -> None:
    environ = {"HALL_PUBLIC_URL": "https://salon.example/oriental"}
    with own_fair.serve(environ=environ, arguments=[]) as served:
        assert served.url == "https://salon.example/oriental"


def test_serving_loads_no_engine(own_fair: ServableFair) -> None:
    script = (
        "import sys, hall.cli.serve, hall.cli.composition\n"
        "heavy = {'numpy', 'scipy', 'shapely', 'PIL', 'trimesh', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    with own_fair.serve() as served:
        maps = Path(f"/proc/{served.process.pid}/maps")
        if not maps.exists():
            pytest.skip("only Linux tells what a process has mapped")
        urlopen(f"{served.url}/fr/", timeout=10).close()
        mapped = maps.read_text()
        assert "/numpy/" not in mapped
        assert "/shapely" not in mapped


def run_hall(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hall", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def run_serve(fair: ServableFair, *more: str) -> subprocess.CompletedProcess[str]:
    return run_hall("serve", str(fair.fair), "--data-dir", str(fair.state), "--port", "0", *more)
