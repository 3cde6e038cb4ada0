"""Files are old or new, and one process serves a folder."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hall.store import files
from hall.store.errors import DataDirLocked
from hall.store.files import DataDirLock, read_or_make_secret, sweep_temporaries, write_atomic


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_replaced_whole(tmp_path: Path, *, durable: bool) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"old")
    write_atomic(path, b"new", durable=durable)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"old")

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_durable_write_syncs_the_file_before_its_name_and_then_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        seen.append(f"sync {kind}")
        real_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        seen.append("rename")
        return real_replace(self, target)

    monkeypatch.setattr(files.os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_atomic(tmp_path / "file", b"data")
    assert seen == ["sync file", "rename", "sync folder"]


def test_a_start_removes_what_a_kill_left(tmp_path: Path) -> None:
    kept = tmp_path / "files" / "kept.glb"
    kept.parent.mkdir()
    write_atomic(kept, b"data", durable=False)
    left = kept.with_name(".part-0123456789ab-kept.glb")
    left.write_bytes(b"da")
    assert sweep_temporaries(tmp_path) == 1
    assert list(kept.parent.iterdir()) == [kept]


def test_a_folder_has_one_server(tmp_path: Path) -> None:
    lock = DataDirLock(tmp_path / "state")
    with pytest.raises(DataDirLocked, match="another process"):
        DataDirLock(tmp_path / "state")
    lock.release()
    DataDirLock(tmp_path / "state").release()


def test_a_killed_server_gives_its_lock_back(tmp_path: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from hall.store.files import DataDirLock;"
        "DataDirLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold.replace("DataDirLock(Path", "lock = DataDirLock(Path"),
         str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DataDirLocked):
            DataDirLock(tmp_path)
        holder.kill()
        holder.wait(10)
    DataDirLock(tmp_path).release()


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    secret = read_or_make_secret(path)
    assert len(secret) == 32
    assert read_or_make_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
