"""How heavy the parts of a hall may be before its build is refused.

Kilobytes are of 1,000 bytes, compressed with Brotli where that helps. A visitor on a slow
telephone line is taken to have 1.6 Mbit/s, which is 200,000 bytes a second.
"""

from __future__ import annotations

from dataclasses import dataclass

SLOW_LINE_BYTES_S = 200_000
# A hall of this many stands has to keep to the plain figures; more stands may weigh more.
USUAL_STANDS = 300
# 5,000 stands: a shell of some 60 KB (instances compress to 8 B each), an index of 40 B a stand.
_SHELL_BYTES_A_STAND = 10
_INDEX_BYTES_A_STAND = 42


@dataclass(frozen=True, slots=True)
class Budgets:
    """The most that each part may have; `fair.yaml` may set any of them (`budgets`).

    Where the figures come from: shell, index and fonts are loaded before one can walk, and with
    the viewer's script they have to stay below 210,000 bytes, so 68,000 are left for them. A
    stand has to be there 2 s after one stands before it; at 80,000 bytes it takes 0.4 s, and its
    four neighbours come with it. 6,000 triangles and 1024 x 1024 texels a stand let a telephone
    show twelve of them within 64 MB of textures. A model is opened alone: 2 s. A picture: 1 s.
    """

    shell_bytes: int = 20_000
    index_bytes: int = 20_000
    fonts_bytes: int = 28_000
    stand_bytes: int = 80_000
    stand_triangles: int = 6_000
    stand_texels: int = 1024 * 1024
    model_bytes: int = 400_000
    model_triangles: int = 10_000
    model_texels: int = 2 * 1024 * 1024
    picture_bytes: int = 200_000

    def allow_shell(self, stands: int) -> int:
        """Return the bytes that the shell of so many stands may have."""
        return self.shell_bytes + _SHELL_BYTES_A_STAND * max(0, stands - USUAL_STANDS)

    def allow_index(self, stands: int) -> int:
        """Return the bytes that the index of so many stands may have."""
        return self.index_bytes + _INDEX_BYTES_A_STAND * max(0, stands - USUAL_STANDS)


USUAL = Budgets()
