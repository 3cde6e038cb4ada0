"""`hall invite FAIR EXHIBITOR | --organiser`: prints a one-time invitation link."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from difflib import get_close_matches

from hall.cli.serve import read_fair_id
from hall.cli.settings import Settings, read_settings
from hall.http.urls import Urls
from hall.resources import fair_dir
from hall.service.invites import InviteDesk
from hall.store.database.database import open_for_command
from hall.store.folder import read_fair_folder

EXIT_USAGE = 2
_DEFAULT_ADDRESS = "http://127.0.0.1:8080"


def run(options: argparse.Namespace) -> int:
    """Make the invite and print its link; the server may run or not."""
    folder = fair_dir(options.fair)
    read = read_fair_folder(folder)
    known = [exhibitor.id for exhibitor in read.exhibitors]
    if not options.organiser and options.exhibitor not in known:
        near = get_close_matches(options.exhibitor, known, 3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        print(f"hall: no exhibitor {options.exhibitor!r} in {folder.name}{hint}", file=sys.stderr)
        return EXIT_USAGE
    fair_id = read_fair_id(folder)
    settings = read_settings(folder, fair_id, data_dir=options.data_dir, address=_DEFAULT_ADDRESS)
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    exhibitor = None if options.organiser else options.exhibitor
    code = asyncio.run(_make(settings, fair_id, exhibitor))
    lang = read.fair.languages[0] if read.fair.languages else "fr"
    urls = Urls(settings.public_url)
    print(urls.absolute(urls.invite(lang, code)))
    print("The link opens once, within 14 days. Send it to that person only.", file=sys.stderr)
    return 0


async def _make(settings: Settings, fair_id: str, exhibitor: str | None) -> str:
    async with open_for_command(settings.state_dir, fair_id) as database:
        role = "exhibitor" if exhibitor else "organiser"
        made = await InviteDesk(database).make(role, exhibitor, datetime.now(UTC))
        return made.code
