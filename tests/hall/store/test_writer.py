"""The writing thread: what it keeps, what it takes back, and what it says."""

from __future__ import annotations

import asyncio
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert, select

from hall.store.database import Database, driver, writer
from hall.store.database.schema import accounts
from hall.store.database.statements import Query
from hall.store.database.writer import Transaction
from hall.store.errors import DatabaseBusy, StorageFull

_INSERT = Query(insert(accounts))
_ALL = Query(select(accounts.c.id).where(accounts.c.fair == bindparam("fair")))


def add(at: Transaction, name: str, filler: str = "") -> str:
    at.run(_INSERT, {"id": name, "role": "organiser", "exhibitor": filler, "made_us": 1})
    return name


async def names(database: Database) -> set[str]:
    return {row["id"] for row in await database.find(_ALL)}


def modes_in(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def test_a_result_comes_after_its_row_can_be_read(database: Database) -> None:
    for count in range(20):
        name = await database.write(lambda at, n=count: add(at, f"n{n}"))
        assert name in await names(database)


async def test_a_job_that_fails_takes_back_only_its_own(database: Database) -> None:
    def fail(at: Transaction) -> None:
        add(at, "failed")
        raise LookupError("on purpose")

    jobs = [database.write(lambda at, n=n: add(at, f"n{n}")) for n in range(10)]
    results = await asyncio.gather(
        *jobs[:5], database.write(fail), *jobs[5:], return_exceptions=True
    )
    assert isinstance(results[5], LookupError)
    assert await names(database) == {f"n{n}" for n in range(10)}


async def test_what_waits_together_is_committed_together(database: Database) -> None:
    begun = threading.Event()
    threads: set[str] = set()
    versions: list[int] = []

    def hold(_at: Transaction) -> None:
        begun.wait(5)

    def note(at: Transaction, name: str) -> None:
        threads.add(threading.current_thread().name)
        add(at, name)

    held = asyncio.ensure_future(database.write(hold))
    await asyncio.sleep(0.05)
    waiting = [
        asyncio.ensure_future(database.write(lambda at, n=n: note(at, f"n{n}"))) for n in range(50)
    ]
    await asyncio.sleep(0)
    begun.set()
    await held
    # While one of the fifty is told, all of them can be read.
    await next(iter(asyncio.as_completed(waiting)))
    versions.append(len(await names(database)))
    await asyncio.gather(*waiting)
    assert versions == [50]
    assert threads == {"writer"}


async def test_a_row_that_breaks_a_constraint_does_not_break_the_others(database: Database) -> None:
    jobs = [database.write(lambda at, n=n: add(at, n)) for n in ("one", "one", "two")]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(result, Exception) for result in results] == [False, True, False]
    assert await names(database) == {"one", "two"}


async def test_a_full_disk_is_told_as_such_and_is_got_over(database: Database) -> None:
    await database.write(lambda at: add(at, "before"))

    def limit(at: Transaction, pages: int) -> None:
        at.connection.execute(f"PRAGMA max_page_count = {pages}")

    used = await database.write(lambda at: at.connection.execute("PRAGMA page_count").fetchone()[0])
    await database.write(lambda at: limit(at, used))
    with pytest.raises(StorageFull):
        await database.write(lambda at: add(at, "too much", "x" * 100_000))
    assert await names(database) == {"before"}
    await database.write(lambda at: limit(at, 1_000_000))
    await database.write(lambda at: add(at, "after", "x" * 100_000))
    assert await names(database) == {"before", "after"}


async def test_a_database_that_another_process_holds_is_busy(
    database: Database, tmp_path: Path
) -> None:
    await database.write(lambda at: at.connection.execute("PRAGMA busy_timeout = 30").fetchone())
    other = driver.connect_writer(tmp_path / "hall.sqlite3")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        await database.write(lambda at: add(at, "waits"))
    other.execute("COMMIT")
    other.close()
    await database.write(lambda at: add(at, "goes on"))
    assert await names(database) == {"goes on"}


async def test_a_write_that_waited_too_long_is_refused(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PATIENCE_S", -1.0)
    with pytest.raises(DatabaseBusy, match="waited"):
        await database.write(lambda at: add(at, "late"))
    assert await names(database) == set()


async def test_a_full_queue_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MAX_WAITING", 1)
    database = await Database.open(tmp_path / "hall.sqlite3", "small")
    begun = threading.Event()
    held = asyncio.ensure_future(database.write(lambda _at: begun.wait(5)))
    await asyncio.sleep(0.05)
    waiting = asyncio.ensure_future(database.write(lambda at: add(at, "waits")))
    await asyncio.sleep(0)
    with pytest.raises(DatabaseBusy, match="waiting"):
        await database.write(lambda at: add(at, "refused"))
    begun.set()
    await asyncio.gather(held, waiting)
    assert await names(database) == {"waits"}
    await database.close()


async def test_whoever_stops_waiting_leaves_a_whole_row(database: Database) -> None:
    task = asyncio.ensure_future(database.write(lambda at: add(at, "left alone")))
    await asyncio.sleep(0)
    task.cancel()
    await database.write(lambda at: add(at, "next"))
    assert await names(database) == {"left alone", "next"}


async def test_closing_finishes_what_waits(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "hall.sqlite3", "small")
    jobs = [
        asyncio.ensure_future(database.write(lambda at, n=n: add(at, f"n{n}"))) for n in range(30)
    ]
    await asyncio.sleep(0)
    await database.close()
    assert set(await asyncio.gather(*jobs)) == {f"n{n}" for n in range(30)}
    with pytest.raises(DatabaseBusy):
        await database.write(lambda at: add(at, "too late"))


async def test_fairs_in_one_file_do_not_see_each_other(database: Database, tmp_path: Path) -> None:
    other = await Database.open(tmp_path / "hall.sqlite3", "other", holds_lock=False)
    await database.write(lambda at: add(at, "ours"))
    await other.write(lambda at: add(at, "theirs"))
    assert (await names(database), await names(other)) == ({"ours"}, {"theirs"})
    await other.close()


async def test_the_files_are_their_owners_alone(database: Database, tmp_path: Path) -> None:
    await database.write(lambda at: add(at, "one"))
    expected = dict.fromkeys(("hall.sqlite3", "hall.sqlite3-wal", "hall.sqlite3-shm"), 0o600)
    assert modes_in(tmp_path) == expected


async def test_readers_cannot_write(tmp_path: Path, database: Database) -> None:
    await names(database)
    reader = driver.connect_reader(tmp_path / "hall.sqlite3")
    with pytest.raises(driver.Error):
        reader.execute("DELETE FROM accounts")
    reader.close()


async def test_whoever_stops_reading_leaves_the_readers_whole(database: Database) -> None:
    await database.write(lambda at: add(at, "one"))
    tasks = [asyncio.ensure_future(names(database)) for _ in range(50)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await names(database) == {"one"}
