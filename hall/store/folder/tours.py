"""tours.yaml → `Tour` values; the file is optional."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from hall.model.fair import Tour, TourStop
from hall.model.folding import find_nearest
from hall.store.folder.findings import FindingBook
from hall.store.folder.row_fields import is_id
from hall.store.folder.yaml_map import YamlMap, read_yaml

TOURS_FILE = "tours.yaml"
MOST_STOPS = 60


def read_tours(folder: Path, exhibitors: Collection[str], book: FindingBook) -> tuple[Tour, ...]:
    """Return the tours in the order of the file; a fair without the file has none."""
    if not (folder / TOURS_FILE).exists():
        return ()
    top = read_yaml(folder, TOURS_FILE, book)
    if top is None:
        return ()
    tours: dict[str, Tour] = {}
    for item in top.maps("tours"):
        tour = _read_tour(item, exhibitors)
        if tour.id in tours:
            item.error_at("id.duplicate", "id", f'"{tour.id}"', "an id used once")
        elif tour.id and not is_id(tour.id):
            item.error_at("id.malformed", "id", f'"{tour.id}"', "small letters, digits and -")
        tours.setdefault(tour.id, tour)
        item.close()
    top.close()
    return tuple(tours.values())


def _read_tour(item: YamlMap, exhibitors: Collection[str]) -> Tour:
    stops = item.maps("stops")
    if not 1 <= len(stops) <= MOST_STOPS:
        found = f"{len(stops)} stops"
        item.error_at("tour.stops", "stops", found, f"from 1 to {MOST_STOPS} stops")
    return Tour(
        id=item.text("id", required=True),
        name=item.texts("name", required=True),
        about=item.texts("about"),
        stops=tuple(_read_stop(stop, exhibitors) for stop in stops),
    )


def _read_stop(item: YamlMap, exhibitors: Collection[str]) -> TourStop:
    stop = TourStop(item.text("exhibitor", required=True), item.texts("text"))
    if stop.exhibitor and stop.exhibitor not in exhibitors:
        nearest = find_nearest(stop.exhibitor, sorted(exhibitors))
        fix = f"did you mean {nearest}?" if nearest else "use an id of exhibitors.csv"
        found = f'"{stop.exhibitor}"'
        item.error_at("tour.unknown_exhibitor", "exhibitor", found, "an exhibitor's id", fix)
    item.close()
    return stop
