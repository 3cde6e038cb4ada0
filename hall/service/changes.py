"""What exhibitors change, and the organiser's review: nothing is public before it.

    desk = ChangeDesk(database)
    change = await desk.save(account, "product", item, cells, catalogue, now)  # a draft
    change = await desk.submit(account, change.id, catalogue, now)
    changes = await desk.list_for(exhibitor)           # newest first, all states
    changes = await desk.list_waiting(organiser)       # submitted, longest waiting first
    changes = await desk.list_shown(organiser)         # approved
    change = await desk.approve(organiser, change.id, change.version, now)
    change = await desk.refuse(organiser, change.id, change.version, reason, now)
    change = await desk.take_down(organiser, change.id, change.version, now)
    approved = await list_approved(database)    # hall.service.approved, for BuildRequest.changes

Cells are the columns of the fair's tables (`hall.service.cells`); `item` is the exhibitor's or
product's id, empty for a new product. An item has one open change at most: saving again
adds to it and makes it a draft again, with another version, so that an organiser never
approves what they have not seen.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from hall.model.account import Account
from hall.model.catalogue import Catalogue
from hall.model.change import CHANGE_NOUNS, Change
from hall.service.cells import (
    GUARDED_COLUMNS,
    cells_of_exhibitor,
    cells_of_product,
    check_cells,
    check_new_product,
    note_price_day,
)
from hall.service.clock import to_micros
from hall.service.errors import Forbidden, NotFound, StepRefused, VersionStale
from hall.service.form_checks import LONGEST_TEXT, Faults, clean_text
from hall.store.database import Database, changes, orders
from hall.store.database.writer import Transaction

MOST_LISTED = 200
_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TAIL = 8
_RULE = "rule: published at once"
# A column that only a new product's change has: whose it is.
_IS_NEW = "exhibitor"


class ChangeDesk:
    """Takes changes and decides about them."""

    def __init__(self, database: Database) -> None:
        """Write to and read from `database`."""
        self._database = database

    async def save(
        self,
        account: Account,
        noun: str,
        item: str,
        cells: Mapping[str, str],
        catalogue: Catalogue,
        now: datetime,
    ) -> Change:
        """Keep cells of an exhibitor or product as a draft; only those that differ count.

        Raises:
            Forbidden: it is not the account's own.
            FormRefused: cells are wrong; all at once.
            NotFound: there is no such item.
        """
        exhibitor = _own_exhibitor(account)
        base = _cells_now(noun, item, exhibitor, catalogue)
        faults = Faults()
        family = cells.get("family") or base.get("family", "")
        fields = check_cells(noun, cells, catalogue, family, faults)
        if noun == "product" and not item:
            check_new_product(fields, faults)
            fields[_IS_NEW] = exhibitor
        faults.refuse()
        if noun == "product":
            note_price_day(fields, base, now.date())
        moment = to_micros(now)
        change = Change(
            id=_draw_id(),
            exhibitor=exhibitor,
            noun=noun,
            item=item or _draw_item(exhibitor),
            fields=fields,
            base={name: base.get(name, "") for name in fields},
            state="draft",
            version=1,
            made_by=account.id,
            made_us=moment,
            changed_us=moment,
        )
        return await self._database.write(lambda at: _save(at, change))

    async def submit(
        self, account: Account, change_id: str, catalogue: Catalogue, now: datetime
    ) -> Change:
        """Hand a draft to the organiser; it is approved at once where the fair says so.

        A new telephone, WhatsApp or e-mail always waits for the organiser.

        Raises:
            NotFound: the account has no such change.
            StepRefused: it is no draft.
        """
        at_once = catalogue.fair.publish == "at_once"

        def job(at: Transaction) -> Change:
            change = changes.read_change(at, change_id)
            if change is None or change.exhibitor != _own_exhibitor(account):
                raise NotFound("there is no such change")
            if change.state == "submitted":
                return change
            if change.state != "draft":
                raise StepRefused(change.state, "submit")
            waits = not at_once or GUARDED_COLUMNS & change.fields.keys()
            state, who = ("submitted", "") if waits else ("approved", _RULE)
            return _move(at, change, state, to_micros(now), who)

        return await self._database.write(job)

    async def list_for(self, exhibitor: str) -> tuple[Change, ...]:
        """Return an exhibitor's changes, newest first."""
        return await changes.list_of_exhibitor(self._database, exhibitor, MOST_LISTED)

    async def list_waiting(self, organiser: Account) -> tuple[Change, ...]:
        """Return what waits for the organiser, longest waiting first.

        Raises:
            Forbidden: the account is no organiser's.
        """
        require_organiser(organiser)
        return await changes.list_by_state(self._database, "submitted")

    async def list_shown(self, organiser: Account) -> tuple[Change, ...]:
        """Return what is approved, longest unchanged first.

        Raises:
            Forbidden: the account is no organiser's.
        """
        require_organiser(organiser)
        return await changes.list_by_state(self._database, "approved")

    async def list_taken_down(self, organiser: Account) -> tuple[Change, ...]:
        """Return what was taken down, longest ago first.

        Raises:
            Forbidden: the account is no organiser's.
        """
        require_organiser(organiser)
        return await changes.list_by_state(self._database, "taken_down")

    async def approve(
        self, organiser: Account, change_id: str, version: int, now: datetime
    ) -> Change:
        """Make a submitted change, or one that was taken down, public with the next build.

        Raises:
            Forbidden, NotFound: not the organiser; no such change.
            VersionStale: the exhibitor changed it since the organiser looked.
            StepRefused: it is neither submitted nor taken down.
        """
        step = ("submitted", "taken_down"), "approved", ""
        return await self._decide(organiser, change_id, version, step, now)

    async def refuse(
        self, organiser: Account, change_id: str, version: int, reason: str, now: datetime
    ) -> Change:
        """Refuse a submitted change, telling the exhibitor why. Raises as `approve` does."""
        step = ("submitted",), "refused", clean_text(reason)[:LONGEST_TEXT]
        return await self._decide(organiser, change_id, version, step, now)

    async def take_down(
        self, organiser: Account, change_id: str, version: int, now: datetime
    ) -> Change:
        """Take an approved change back: what was there before shows. Raises as `approve`."""
        step = ("approved",), "taken_down", ""
        return await self._decide(organiser, change_id, version, step, now)

    async def _decide(
        self,
        organiser: Account,
        change_id: str,
        version: int,
        step: tuple[tuple[str, ...], str, str],
        now: datetime,
    ) -> Change:
        require_organiser(organiser)
        before, state, reason = step

        def job(at: Transaction) -> Change:
            change = changes.read_change(at, change_id)
            if change is None:
                raise NotFound("there is no such change")
            if change.state == state:
                return change
            if change.state not in before:
                raise StepRefused(change.state, state)
            if change.version != version:
                raise VersionStale("the exhibitor changed it since it was shown")
            return _move(at, change, state, to_micros(now), organiser.id, reason)

        return await self._database.write(job)


def require_organiser(account: Account) -> None:
    """Refuse everybody but organisers.

    Raises:
        Forbidden: the account is no organiser's.
    """
    if account.role != "organiser":
        raise Forbidden("only an organiser may do this")


def _own_exhibitor(account: Account) -> str:
    if account.exhibitor is None:
        raise Forbidden("only an exhibitor changes its own stand")
    return account.exhibitor


def _cells_now(noun: str, item: str, exhibitor: str, catalogue: Catalogue) -> dict[str, str]:
    if noun not in CHANGE_NOUNS:
        raise NotFound(f"nothing of kind {noun!r} can be changed")
    if noun == "exhibitor":
        if item != exhibitor or item not in catalogue.exhibitors:
            raise Forbidden("this is another exhibitor's page")
        return cells_of_exhibitor(catalogue.exhibitors[item])
    if not item:
        return {}
    product = catalogue.products.get(item)
    if product is None:
        # A new product that waits for its approval is in no catalogue yet.
        if is_new_item(exhibitor, item):
            return {}
        raise NotFound("there is no such product")
    if product.exhibitor != exhibitor:
        raise Forbidden("this is another exhibitor's product")
    return cells_of_product(product)


def _save(at: Transaction, given: Change) -> Change:
    """Write what is given into the item's open change, or as a new one."""
    earlier = changes.read_open_change(at, given.exhibitor, given.noun, given.item)
    base = {**given.base, **(earlier.base if earlier else {})}
    fields = {**(earlier.fields if earlier else {}), **given.fields}
    fields = {name: cell for name, cell in fields.items() if cell != base.get(name, "")}
    base = {name: base.get(name, "") for name in fields}
    faults = Faults()
    if _IS_NEW in fields:
        check_new_product(fields, faults)
    if not fields and earlier is None:
        faults.add("form", "nothing_changed")
    faults.refuse()
    if earlier is None:
        change = replace(given, fields=fields, base=base)
        changes.insert_change(at, change)
        return change
    merged = replace(
        earlier,
        fields=fields,
        base=base,
        state="draft",
        version=earlier.version + 1,
        made_by=given.made_by,
        changed_us=given.changed_us,
    )
    changes.update_change(at, merged)
    return merged


def _move(
    at: Transaction, change: Change, state: str, now_us: int, who: str, reason: str = ""
) -> Change:
    moved = replace(
        change,
        state=state,
        version=change.version + 1,
        changed_us=now_us,
        decided_by=who,
        reason=reason,
    )
    changes.update_change(at, moved)
    if state == "approved" and "stock" in change.fields:
        # The exhibitor counted anew: what was sold before is not in that number.
        orders.settle_holds(at, change.item, change.changed_us)
    return moved


def _draw_id() -> str:
    return secrets.token_urlsafe(12)


def is_new_item(exhibitor: str, item: str) -> bool:
    """Return whether an id was drawn here for a new product of `exhibitor`."""
    return bool(re.fullmatch(f"{_item_prefix(exhibitor)}[{_ID_ALPHABET}]{{{_TAIL}}}", item))


def _item_prefix(exhibitor: str) -> str:
    return f"{exhibitor[:30].rstrip('-')}-x"


def _draw_item(exhibitor: str) -> str:
    """Return an id for a new product: an id for good, so it does not follow its name."""
    tail = "".join(secrets.choice(_ID_ALPHABET) for _ in range(_TAIL))
    return _item_prefix(exhibitor) + tail
