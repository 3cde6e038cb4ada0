"""Reading a catalogue needs no engine and no table reader: the serving process stays light."""

from __future__ import annotations

import subprocess
import sys

HEAVY = "numpy scipy shapely PIL trimesh yaml openpyxl hall.store.folder"


def test_catalogue_search_prices_and_delivery_import_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "import hall.service.catalogue, hall.service.delivery, hall.service.pricing\n"
        "import hall.service.search, hall.model.phone, hall.model.unit_price\n"
        f"print([name for name in '{HEAVY}'.split() if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
