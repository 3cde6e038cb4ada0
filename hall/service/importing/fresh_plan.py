"""A plan.yaml for a fair that has none yet."""

from __future__ import annotations

from collections.abc import Sequence

from hall.service.importing import plan_items
from hall.service.importing.target import Target
from layout.values import Hall

# Told apart by people with any colour vision, legible under white and black.
_COLOURS = (
    "#c8912e", "#3d6fa8", "#5f9b46", "#b5532f", "#7a5aa6", "#2f9393", "#b83b7d", "#5c7080",
)  # fmt: skip


def write_fresh_plan(target: Target, sectors: Sequence[str], source: str) -> str:
    """Return the text of a plan with what was drawn, sectors of the table and usual rules.

    Args:
        target: what was drawn.
        sectors: ids of the sectors that exhibitors name, in the order of the walk.
        source: what the plan was made from, for its first line.
    """
    parts = [_head(source), _halls(target.halls)]
    outline = target.halls[0].outline if len(target.halls) == 1 else ()
    lists = (
        ("doors", "`wall` is counted from the first corner of the outline, `at` is the middle.",
         [plan_items.door(door, outline) for door in target.doors]),
        ("columns", "`rule`: avoid (no stand touches it), at_back or inside_ok.",
         [plan_items.column(column) for column in target.columns]),
        ("zones", "What is not for stands.", [plan_items.zone(zone) for zone in target.zones]),
        ("axes", "Middle lines of main aisles.", [plan_items.axis(a) for a in target.axes]),
        ("fixtures", "What the safety dossier shows.",
         [plan_items.fixture(f) for f in target.fixtures]),
    )  # fmt: skip
    for key, words, items in lists:
        if items or key == "doors":
            lines = "".join(f"  - {item}\n" for item in items)
            parts.append(f"# {words}\n{key}:\n{lines}")
    parts += [_sectors(sectors), _RULES]
    if target.pins:
        lines = "".join(f"  - {plan_items.pin(pin)}\n" for pin in target.pins)
        parts.append(f"# Exhibitors that stand where the drawing has them.\npins:\n{lines}")
    return "\n".join(parts)


def _head(source: str) -> str:
    return (
        f"# Floor plan, imported from {source}.\n"
        '# Lengths are metres ("3 m", "250 cm" and "10 ft" work too), x to the east, y to the'
        " north.\n"
    )


def _halls(halls: Sequence[Hall]) -> str:
    if len(halls) == 1:
        hall = halls[0]
        lines = [f"  id: {hall.id}", f"  height: {plan_items.metres(hall.height_mm)}", "  outline:"]
        lines += [f"    - {plan_items.pair(corner)}" for corner in hall.outline]
        if hall.holes:
            lines.append("  holes:")
            lines += [f"    - {plan_items.ring(hole)}" for hole in hall.holes]
        return "\n".join(["hall:", *lines, ""])
    lines = []
    for hall in halls:
        lines += [f"  - id: {hall.id}", f"    height: {plan_items.metres(hall.height_mm)}"]
        lines.append(f"    outline: {plan_items.ring(hall.outline)}")
        if hall.holes:
            lines.append(f"    holes: [{', '.join(map(plan_items.ring, hall.holes))}]")
    return "\n".join(["halls:", *lines, ""])


def _sectors(sectors: Sequence[str]) -> str:
    lines = [
        "# The order of the sectors is the order of the walk. Name them in your languages.",
        "sectors:",
    ]
    for nth, name in enumerate(sectors or ("general",)):
        title = plan_items.quote(name.replace("-", " ").capitalize())
        colour = _COLOURS[nth % len(_COLOURS)]
        lines.append(f"  - {{id: {name}, colour: '{colour}', name: {{fr: {title}}}}}")
    return "\n".join([*lines, ""])


_RULES = """\
# Usual figures, none of them from the drawing: confirm each.
rules:
  profile: house
  aisle: 3
  main_aisle: 3
  max_travel: 50
  sources:
    aisle: Set by the import; trade practice. To be confirmed.
    main_aisle: Set by the import. To be confirmed.
    max_travel: Set by the import. To be confirmed by the safety officer.
"""
