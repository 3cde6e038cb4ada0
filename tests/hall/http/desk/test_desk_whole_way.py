"""From the invitation to the hall: what an exhibitor sends and an organiser approves is built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from desk_visit import SAME, make_png, read_text, say, send_file, send_form
from page_reading import read_page
from web_fair import NOW, ShownHall

from hall.service.approved import list_approved
from hall.service.invites import InviteDesk
from hall.store.database import Database

ROOT = Path(__file__).resolve().parents[4]
HEAVY = ("numpy", "scipy", "shapely", "PIL", "trimesh", "yaml")
HONEY = "/fr/desk/products/miel-romarin"


def actions_of(html: str, step: str) -> list[tuple[str, dict[str, Any]]]:
    """Return address and fields of every form on the page that has the button `step`."""
    found: list[tuple[str, dict[str, Any]]] = []
    action = ""
    fields: dict[str, Any] = {}
    for element in read_page(html).elements:
        if element.tag == "form":
            action, fields = element.attrs.get("action", ""), {}
        elif element.tag == "input":
            fields[element.attrs.get("name", "")] = element.attrs.get("value", "")
        elif element.tag == "button" and element.attrs.get("value") == step:
            found.append((action, fields | {"step": step}))
    return found


async def test_from_the_invitation_to_the_hall(
    start: Any, hall: ShownHall, database: Database
) -> None:
    maker, reviewer = await start(hall), await start(hall)
    for client, role, whose in ((maker, "exhibitor", "coop-azir"), (reviewer, "organiser", None)):
        made = await InviteDesk(database).make(role, whose, NOW)
        page = read_page(await (await client.get(f"/fr/invites/{made.code}")).text())
        (action,) = [f.attrs["action"] for f in page.all("form") if "invites" in f.attrs["action"]]
        response = await client.post(action, headers=SAME)
        assert response.url.path == ("/fr/desk" if whose else "/fr/review")
    await send_form(maker, HONEY, price="99,50")
    await send_file(maker, "/fr/desk/logo", make_png(shade=5), "logo.png")
    await send_file(maker, f"{HONEY}/pictures/photo", make_png(), "photo.png")
    await send_form(maker, "/fr/desk/send")
    assert await list_approved(database) == ()
    html = await (await reviewer.get("/fr/review")).text()
    buttons = actions_of(html, "approve")
    assert len(buttons) == 3
    for action, fields in buttons:
        await send_form(reviewer, action, **fields)
    logo, honey = await list_approved(database)
    assert (logo.noun, logo.id, list(logo.fields)) == ("exhibitor", "coop-azir", ["logo"])
    assert (honey.id, honey.fields["price"]) == ("miel-romarin", "99.5")
    assert honey.fields["photos"].startswith("sha256:")
    assert hall.rebuilds_asked == 3
    assert say("review.nothing") in await read_text(reviewer, "/fr/review")


def test_the_serving_process_reads_no_upload_itself() -> None:
    code = (
        "import sys, hall.http.app, hall.cli.composition;"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
