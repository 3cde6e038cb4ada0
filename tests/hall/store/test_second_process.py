"""A command writes while the server runs, and the server sees it."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from order_fair import COOP, NOW

from hall.service.invites import InviteDesk
from hall.store.database import Database
from hall.store.files import DataDirLock

INVITE = """
import asyncio, sys
from pathlib import Path
from hall.service.invites import InviteDesk
from hall.store.database.database import open_for_command
from datetime import datetime

async def main():
    async with open_for_command(Path(sys.argv[1]), "small") as database:
        for _ in range(20):
            made = await InviteDesk(database).make(
                "exhibitor", "coop-miel", datetime.fromisoformat(sys.argv[2]))
        print(made.code)

asyncio.run(main())
"""


def invite(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", INVITE, str(folder), NOW.isoformat()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


async def test_an_invite_made_beside_the_server_is_redeemed_by_it(tmp_path: Path) -> None:
    lock = DataDirLock(tmp_path)
    serving = await Database.open(tmp_path / "hall.sqlite3", "small")
    desk = InviteDesk(serving)
    code = invite(tmp_path)
    signed_in = await desk.redeem(code, NOW + timedelta(hours=1))
    assert signed_in.account.exhibitor == COOP
    await serving.close()
    lock.release()


async def test_an_invite_made_before_the_first_start_is_kept(tmp_path: Path) -> None:
    code = invite(tmp_path)
    database = await Database.open(tmp_path / "hall.sqlite3", "small")
    assert (await InviteDesk(database).look(code, NOW)).exhibitor == COOP
    await database.close()


def test_the_services_load_nothing_heavy() -> None:
    script = (
        "import sys; import hall.service.orders, hall.service.messages, hall.service.invites,"
        " hall.service.accounts, hall.service.changes, hall.service.uploads,"
        " hall.service.approved, hall.service.handover, hall.service.limits;"
        "heavy = {'numpy','scipy','shapely','PIL','trimesh','yaml','alembic'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
