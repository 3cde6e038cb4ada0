"""A row that changed on disk is told, not shown."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from order_fair import NOW, make_catalogue, make_draft

from hall.service.orders import OrderDesk
from hall.store.database import driver
from hall.store.errors import RowDamaged

CHANGES = {
    "state": "'accepted'",
    "exhibitor": "'another'",
    "version": "1 + version",
    "made_us": "made_us + 1",
    "request": "replace(request, '17000', '17001')",
    "request_key": "'x' || request_key",
}


@pytest.mark.parametrize("column", CHANGES)
async def test_an_order_changed_on_disk_is_refused(
    desk: OrderDesk, tmp_path: Path, column: str
) -> None:
    placed = await desk.place(make_draft(), str(uuid4()), make_catalogue(), NOW)
    connection = driver.connect_writer(tmp_path / "hall.sqlite3")
    changed = connection.execute(f"UPDATE orders SET {column} = {CHANGES[column]}").rowcount  # noqa: S608 - constants above
    connection.close()
    assert changed == 1
    with pytest.raises(RowDamaged, match=placed.order.number):
        await desk.find(placed.order.token)
