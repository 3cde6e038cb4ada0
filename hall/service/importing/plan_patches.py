"""The text of plan.yaml with what an import changes; all else stays byte for byte."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from hall.service.importing import plan_items
from hall.service.importing.target import Target, written_halls
from hall.service.importing.text_patches import TextPatches, entries_of, ids_of, items_of
from layout.plan.text import parse_plan
from layout.plan.units import parse_length
from layout.values import Axis, Column, Door, Finding, Fixture, Hall, Pin, Plan, Ring, Zone

_ROUNDS = 4
# What says where a thing is; the rest of its keys says what it is and stays.
_COLUMN_PLACE = ("at", "from", "step", "count")
_BESIDE = (
    "right_of", "east_of", "left_of", "west_of", "above", "north_of", "below", "south_of",
    "centre_of", "gap", "align",
)  # fmt: skip
_PLACES: Mapping[str, tuple[str, ...]] = {
    "columns": (*_COLUMN_PLACE, *_BESIDE),
    "doors": ("hall", "wall", "at", "width", "from", "to"),
    "zones": ("outline", "at", "size", *_BESIDE),
    "pins": ("at", "size", *_BESIDE),
    "axes": ("points", "from", "to", "door", "length"),
    "fixtures": ("at", "wall", "hall", *_BESIDE),
}
Thing = Column | Door | Zone | Pin | Axis | Fixture


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new text, the plan it gives and what is wrong with it."""

    text: str
    plan: Plan | None
    findings: tuple[Finding, ...]
    wrong: tuple[str, ...] = ()


def rewrite_plan(text: str, file: str, plan: Plan, target: Target) -> Rewritten:
    """Return the text whose plan is `target`.

    Things that follow others (a door on a wall that moved, a zone placed beside another) are
    found by reading the new text, and then written by themselves.
    """
    forced: set[tuple[str, str]] = set()
    for _ in range(_ROUNDS):
        new = _patch(text, plan, target, forced)
        read, findings = parse_plan(new, file)
        wrong = _differing(read, target) if read is not None else set()
        if read is None and not forced:
            # A door may not fit its wall any more: write all that stands on the walls anew.
            wrong = {("doors", door.id) for door in target.doors}
        if not wrong - forced:
            break
        forced |= wrong
    wrong_names = tuple(sorted(f"{kind}/{name}" for kind, name in wrong)) if read else ()
    return Rewritten(new, read, findings, wrong_names)


def _differing(read: Plan, target: Target) -> set[tuple[str, str]]:
    wrong = set()
    for kind, wanted, got in (
        ("columns", target.columns, read.columns),
        ("doors", target.doors, read.doors),
        ("zones", target.zones, read.zones),
        ("pins", target.pins, read.pins),
        ("axes", target.axes, read.axes),
        ("fixtures", target.fixtures, read.fixtures),
    ):
        here: Mapping[str, Thing] = {_id(thing): thing for thing in got}
        wrong |= {
            (kind, _id(thing))
            for thing in wanted
            if _id(thing) not in here or _shape(thing) != _shape(here[_id(thing)])
        }
    return wrong


def _id(thing: Thing) -> str:
    return thing.exhibitor if isinstance(thing, Pin) else thing.id


def _shape(thing: Thing) -> object:
    """Return what an import may change of a thing."""
    if isinstance(thing, Column):
        return thing.x_mm, thing.y_mm, thing.width_mm, thing.depth_mm
    if isinstance(thing, Door):
        return thing.kind, frozenset((thing.a, thing.b))
    if isinstance(thing, Zone):
        return frozenset(thing.outline)
    if isinstance(thing, Axis):
        return frozenset((thing.points, thing.points[::-1])), thing.width_mm
    if isinstance(thing, Fixture):
        return thing.x_mm, thing.y_mm, thing.kind
    return thing.x_mm, thing.y_mm, thing.rotation_mdeg


def _patch(text: str, plan: Plan, target: Target, forced: set[tuple[str, str]]) -> str:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return text
    patches = TextPatches(text)
    _patch_halls(patches, root, plan, target)
    outline = target.halls[0].outline if len(target.halls) == 1 else ()
    outline = _as_listed(root, plan, outline)
    lists: tuple[tuple[str, Sequence[Thing], Sequence[Thing], Callable[[Thing], str]], ...] = (
        ("columns", plan.columns, target.columns, lambda c: plan_items.column(_as(Column, c))),
        ("doors", plan.doors, target.doors, lambda d: plan_items.door(_as(Door, d), outline)),
        ("zones", plan.zones, target.zones, lambda z: plan_items.zone(_as(Zone, z))),
        ("axes", plan.axes, target.axes, lambda a: plan_items.axis(_as(Axis, a))),
        ("fixtures", plan.fixtures, target.fixtures, lambda f: plan_items.fixture(_as(Fixture, f))),
        ("pins", plan.pins, target.pins, lambda p: plan_items.pin(_as(Pin, p))),
    )
    for kind, old, new, write in lists:
        names = {name for where, name in forced if where == kind}
        _patch_list(patches, root, kind, old, new, names, write, outline)
    return patches.apply()


def _as(kind: type, thing: Thing):  # type: ignore[no-untyped-def]  # noqa: ANN202 - narrows for the table above
    assert isinstance(thing, kind)  # noqa: S101 - each list holds one kind
    return thing


def _patch_list(
    patches: TextPatches, root: yaml.MappingNode, kind: str, old: Sequence[Thing],
    new: Sequence[Thing], forced: set[str], write: Callable[[Thing], str], outline: Ring,
) -> None:  # fmt: skip
    before = {_id(thing): thing for thing in old}
    after = {_id(thing): thing for thing in new}
    node = entries_of(root).get(kind)
    items = items_of(node)
    names = ids_of(items, "exhibitor" if kind == "pins" else "id")
    rows = [_members(name, before, kind, names) for name in names]
    written = {member for members in rows for member in members}
    fresh = [write(thing) for thing in new if _id(thing) not in written]
    # In brackets, items that come and go share their commas: the list is then put together anew.
    in_brackets = isinstance(node, yaml.SequenceNode) and bool(node.flow_style)
    anew = in_brackets and (bool(fresh) or any(name not in after for name in written))
    texts: list[str] = []
    for index, (item, members) in enumerate(zip(items, rows, strict=True)):
        touched = any(
            member in forced
            or member not in after
            or _shape(after[member]) != _shape(before[member])
            for member in members
        )
        kept = [after[member] for member in members if member in after]
        if anew:
            same = patches.text[item.start_mark.index : patches.end_of(item)]
            texts += [write(thing) for thing in kept] if touched else [same]
        elif not touched or not isinstance(node, yaml.SequenceNode):
            continue
        elif len(members) == 1 and kept and isinstance(item, yaml.MappingNode):
            was, is_forced = before[members[0]], members[0] in forced
            _patch_item(patches, item, kind, was, kept[0], outline, is_forced)
        else:
            patches.replace_item(node, index, [write(thing) for thing in kept])
    if anew and node is not None:
        patches.replace(node, f"[{', '.join([*texts, *fresh])}]")
    else:
        patches.set_list(root, kind, fresh)


def _members(name: str, before: Mapping[str, Thing], kind: str, names: Sequence[str]) -> list[str]:
    """Return the ids that an item of the file gives: one, or those of a grid of columns."""
    if name in before or kind != "columns":
        return [name] if name in before else []
    stem = f"{name}-"
    grid = (n for n in before if n.startswith(stem) and n[len(stem) :].isdecimal())
    return [member for member in grid if member not in names]


def _patch_item(
    patches: TextPatches, item: yaml.MappingNode, kind: str, was: Thing, thing: Thing,
    outline: Ring, forced: bool,  # noqa: FBT001 - one of the facts about the item
) -> None:  # fmt: skip
    """Change the keys that say where a thing is, as few of them as give the new place."""
    entries = entries_of(item)
    wanted = _place_keys(entries, was, thing, outline, forced)
    kinds = (Door, Fixture)
    if isinstance(thing, kinds) and isinstance(was, kinds) and thing.kind != was.kind:
        wanted = {**wanted, "kind": thing.kind}
    placing = any(key in _PLACES[kind] for key in wanted)
    for key in entries:
        if placing and key in _PLACES[kind] and key not in wanted:
            patches.remove_key(item, key)
    changed = {}
    for key, value in wanted.items():
        current = entries.get(key)
        if not (isinstance(current, yaml.SequenceNode) and _patch_pair(patches, current, value)):
            changed[key] = value
    anchor = next(key for key in ("kind", "exhibitor", "id") if key in entries)
    patches.set_keys(item, changed, after=anchor)


def _place_keys(
    entries: Mapping[str, yaml.Node], was: Thing, thing: Thing, outline: Ring,
    forced: bool,  # noqa: FBT001
) -> dict[str, str]:  # fmt: skip
    if isinstance(thing, Door):
        is_there = isinstance(was, Door) and {thing.a, thing.b} == {was.a, was.b}
        return {} if is_there and not forced else dict(plan_items.door_shape(thing, outline))
    if isinstance(thing, Zone):
        shaped = {"outline": plan_items.ring(thing.outline)}
        return shaped if "outline" in entries else plan_items.zone_shape(thing.outline)
    if isinstance(thing, Axis):
        return _axis_keys(was, thing, forced=forced)
    wanted = {"at": plan_items.pair((thing.x_mm, thing.y_mm))}
    if isinstance(thing, Column) and isinstance(was, Column):
        if forced or (thing.width_mm, thing.depth_mm) != (was.width_mm, was.depth_mm):
            wanted["size"] = plan_items.size(thing.width_mm, thing.depth_mm)
    elif isinstance(thing, Fixture) and isinstance(was, Fixture):
        if not forced and (thing.x_mm, thing.y_mm) == (was.x_mm, was.y_mm):
            return {}  # another kind at its place, which may be told beside another thing
    elif isinstance(thing, Pin) and (thing.rotation_mdeg or "rotation" in entries):
        wanted["rotation"] = plan_items.degrees(thing.rotation_mdeg)
    return wanted


def _axis_keys(was: Thing, thing: Axis, *, forced: bool) -> dict[str, str]:
    before = was if isinstance(was, Axis) else None
    wanted = {}
    if forced or before is None or thing.points != before.points:
        wanted["points"] = plan_items.ring(thing.points)
    if before is None or thing.width_mm != before.width_mm:
        wanted["width"] = plan_items.metres(thing.width_mm)
    return wanted


def _patch_pair(patches: TextPatches, node: yaml.SequenceNode, value: str) -> bool:
    """Change only the numbers that differ in `[x, y]`; false where it is another value."""
    parts = [part.strip() for part in value.strip("[]").split(",")]
    plain = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
    if len(parts) != 2 or len(plain) != 2 or value.count("[") != 1:  # noqa: PLR2004 - a pair
        return False
    for item, part in zip(plain, parts, strict=True):
        if parse_length(item.value) != parse_length(part):
            patches.replace(item, part)
    return True


def _as_listed(root: yaml.MappingNode, plan: Plan, outline: Ring) -> Ring:
    """Return the outline in the order of the file's corners, which counts the walls."""
    node = entries_of(root).get("hall")
    listed = items_of(entries_of(node).get("outline")) if node is not None else []
    if listed and outline and not _is_left(listed) and plan.hall.outline:
        return (outline[0], *reversed(outline[1:]))
    return outline


def _is_left(nodes: Sequence[yaml.Node]) -> bool:
    """Return whether the corners, as far as they are plain numbers, run counter-clockwise."""
    points = []
    for node in nodes:
        pair = [parse_length(n.value) for n in items_of(node) if isinstance(n, yaml.ScalarNode)]
        if len(pair) != 2 or pair[0] is None or pair[1] is None:  # noqa: PLR2004 - x and y
            return True
        points.append((pair[0], pair[1]))
    after = (*points[1:], *points[:1])
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, after, strict=True)) >= 0


def _patch_halls(patches: TextPatches, root: yaml.MappingNode, plan: Plan, target: Target) -> None:
    entries = entries_of(root)
    nodes = items_of(entries.get("halls")) or [n for n in (entries.get("hall"),) if n is not None]
    for node, old, new in zip(nodes, written_halls(plan), target.halls, strict=False):
        if not isinstance(node, yaml.MappingNode):
            continue
        if old.outline != new.outline:
            _patch_outline(patches, node, old, new)
        if old.holes != new.holes:
            holes = [plan_items.ring(hole) for hole in new.holes]
            if holes:
                patches.set_keys(node, {"holes": f"[{', '.join(holes)}]"}, after="outline")
            else:
                patches.remove_key(node, "holes")


def _patch_outline(patches: TextPatches, node: yaml.MappingNode, old: Hall, new: Hall) -> None:
    """Change, add and remove the corners that differ, each in its line."""
    entries = entries_of(node)
    outline = entries.get("outline")
    if not isinstance(outline, yaml.SequenceNode) or len(outline.value) != len(old.outline):
        for key in ("size", "at"):
            if key in entries:
                patches.remove_key(node, key)
        patches.set_keys(node, {"outline": plan_items.ring(new.outline)}, after="id")
        return
    left = _is_left(outline.value)
    before = old.outline if left else (old.outline[0], *reversed(old.outline[1:]))
    after = new.outline if left else (new.outline[0], *reversed(new.outline[1:]))
    if outline.flow_style and len(before) != len(after):
        patches.replace(outline, plan_items.ring(after))
        return
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        common = min(i2 - i1, j2 - j1)
        for step in range(common):
            corner = outline.value[i1 + step]
            text = plan_items.pair(after[j1 + step])
            if not (isinstance(corner, yaml.SequenceNode) and _patch_pair(patches, corner, text)):
                patches.replace(corner, text)
        for index in range(i1 + common, i2):
            patches.remove_item(outline, index)
        added = [plan_items.pair(point) for point in after[j1 + common : j2]]
        patches.insert_items(outline, i2, added)
