from __future__ import annotations

from shapely import Polygon

from layout.placing.aisles import cut_aisles
from layout.placing.solids import Solids
from layout.values import Rules


def test_a_narrow_piece_that_rounding_cuts_off_is_told_with_its_own_width() -> None:
    # A recess of 0.6 x 3 m hangs on a room by three tenths of a millimetre, as between turned
    # stands; whole millimetres know nothing of it.
    corners = [(0, 0), (20_000, 0), (20_000, 20_000), (9_000.3, 20_000), (9_000.3, 23_000),
               (8_400, 23_000), (8_400, 20_000), (9_000, 20_000), (9_000, 19_999), (8_000, 19_999),
               (0, 20_000.2)]  # fmt: skip
    told = cut_aisles(Solids(Polygon(corners), ()), (), Rules("house", 3_000, 3_000, 0))
    widths = {round(Polygon(a.outline).area / 1e6, 1): a.clear_width_mm for a in told}
    assert widths.keys() == {400.0, 1.8}
    assert widths[400.0] >= 2_000
    assert widths[1.8] <= 601
