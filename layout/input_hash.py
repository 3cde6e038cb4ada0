"""The hash of what a placing depends on: not of comments, names, colours or prices."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter

from layout.values import Plan, StandRequest

_WISHES = attrgetter(*StandRequest.__slots__)


def hash_input(plan: Plan, requests: Sequence[StandRequest]) -> str:
    """Return `sha256:` and 64 hex digits over plan geometry, rules and sorted requests.

    Not in it: names, colours, sources, what nobody read, fixtures, places in the file, ceiling
    heights and the list of stand types, none of which moves a stand.
    """
    rules = asdict(plan.rules)
    for words in ("sources", "unread"):
        rules.pop(words)
    document = {
        "hall": [plan.hall.outline, plan.hall.holes],
        "halls": [[hall.id, hall.outline, hall.holes] for hall in plan.halls],
        "doors": [[d.id, d.kind, d.a, d.b, d.clear_depth_mm, d.egress] for d in plan.doors],
        "columns": [[c.x_mm, c.y_mm, c.width_mm, c.depth_mm, c.rule] for c in plan.columns],
        "zones": [[z.id, z.kind, z.outline, z.walkable, z.stands_allowed] for z in plan.zones],
        "axes": [[axis.id, axis.points, axis.width_mm] for axis in plan.axes],
        "sectors": [[sector.id, sector.pavilion] for sector in plan.sectors],
        "rules": rules,
        "pins": sorted([p.exhibitor, p.x_mm, p.y_mm, p.rotation_mdeg] for p in plan.pins),
        "numbers": plan.number_template,
        # Copying each value as asdict does would take a fifth of a small edit's time.
        "requests": [
            dict(zip(StandRequest.__slots__, _WISHES(request), strict=True))
            for request in sorted(requests, key=lambda request: request.exhibitor)
        ],
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
