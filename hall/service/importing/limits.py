"""What a file of an organiser may cost, each limit with its reason."""

from __future__ import annotations

# An architect's whole building has some 20 MB; reading costs about a second for each.
MAX_BYTES = 48 * 2**20
MAX_TABLE_BYTES = 8 * 2**20
# A hall of 26,000 stands with numbers has 52,000; hatching and furniture are left out.
MAX_ENTITIES = 250_000
# After blocks are written out; a block of blocks of blocks multiplies.
MAX_PIECES = 200_000
# Entities of blocks, each time that they are used; one costs half a millisecond.
MAX_IN_BLOCKS = 150_000
MAX_POINTS = 2_000_000
MAX_POINTS_EACH = 20_000
# Furniture in rooms in floors in buildings: four. More is a mistake or an attack.
MAX_DEPTH = 16
# In any unit: 10,000 km in millimetres.
MAX_COORDINATE = 1e10
MAX_TEXT = 200
MAX_REMARKS = 500

# For the child that reads the file.
ADDRESS_SPACE_BYTES = 4 * 2**30
CPU_S = 150
WALL_S = 180.0
ANSWER_BYTES = 256 * 2**20
