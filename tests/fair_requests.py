"""Stand requests of the two sample fairs, by their counts of sizes and sectors."""

from __future__ import annotations

from layout.values import StandRequest

ORIENTAL = {
    # sector: stands of 3x3, 4x3, 6x3 and islands of 6x6
    "crafts": (68, 6, 3, 1),
    "terroir": (72, 6, 3, 1),
    "services": (12, 6, 4, 0),
    "creation": (16, 8, 0, 0),
    "institutions": (0, 2, 6, 6),
    "regions": (18, 4, 0, 0),
    "africa": (10, 0, 2, 0),
    "europe": (4, 0, 2, 0),
}
SIZES = ((3000, 3000), (4000, 3000), (6000, 3000), (6000, 6000))

BENI_MELLAL = {
    # sector: stands of 3x3 and of 2x3
    "terroir": (45, 75),
    "crafts": (34, 56),
    "services": (15, 25),
    "solidarity": (15, 30),
    "institutions": (11, 14),
}


def oriental_requests() -> list[StandRequest]:
    return [
        StandRequest(
            f"{sector}-{index:03d}-{size}",
            sector,
            *SIZES[size],
            kit="island" if size == 3 else "shell_scheme",
        )
        for sector, counts in ORIENTAL.items()
        for size, count in enumerate(counts)
        for index in range(count)
    ]


def beni_mellal_requests() -> list[StandRequest]:
    return [
        StandRequest(f"{sector}-{index:03d}-{size}", sector, (3000, 2000)[size], 3000)
        for sector, counts in BENI_MELLAL.items()
        for size, count in enumerate(counts)
        for index in range(count)
    ]
