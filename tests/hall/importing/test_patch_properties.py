"""Random plans and random changes: the text gives the wanted plan, all other lines stay."""

from __future__ import annotations

import difflib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.service.importing.plan_patches import rewrite_plan
from hall.service.importing.target import Target
from layout.plan.text import parse_plan
from layout.values import Column, Pin, Plan, Zone

_PLACES = st.tuples(st.integers(1_000, 39_000), st.integers(1_000, 25_000))
_STYLES = (
    "  - {{id: c{n}, at: [{x}, {y}], size: 0.5 x 0.5}}",
    "  - {{size: 50 cm x 0.5, at: [{x} m, {y}], id: c{n}, rule: at_back}}  # steel, 1974",
    "  - id: c{n}\n    # checked on site\n    at: [{x}, {y}]  # from the wall\n    size: 0.5 x 0.5",
    "  - id: c{n}\n    at:\n      - {x}\n      - {y} m  # y\n    size: 0.5 x 0.5\n",
    "\n  # one more\n  -   {{ id: c{n} , at: [ {x} , {y} ], 'size': [0.5, 0.5] }}",
)


@st.composite
def plans(draw: st.DrawFn) -> str:
    end_of_line = draw(st.sampled_from(["\n", "\r\n"]))
    places = draw(st.lists(_PLACES, max_size=6))
    lines = [
        draw(st.sampled_from(_STYLES)).format(n=n, x=x / 1000, y=y / 1000)
        for n, (x, y) in enumerate(places)
    ]
    items = [
        f"{{id: c{n}, at: [{x / 1000}, {y / 1000}], size: 0.5 x 0.5}}"
        for n, (x, y) in enumerate(places)
    ]
    columns = "columns:\n" + "\n".join(lines)
    if draw(st.booleans()):
        columns = f"columns: [{', '.join(items)}]  # all"
    parts = [
        "# المعرض\nhall:\n  id: h\n  outline: [[0, 0], [40, 0], [40, 26], [0, 26]]",
        "doors:\n  - {id: main, kind: entrance, wall: 1, at: 20, width: 4}",
        columns,
        "sectors:\n  - {id: a, colour: '#c8912e', name: {fr: \"A: é\"}}",
        "rules: {profile: house, aisle: 3, main_aisle: 3, max_travel: 50}",
    ]
    if draw(st.booleans()):
        parts.insert(2, "zones:  # none yet")
    if draw(st.booleans()):
        parts = [*parts[:1], *draw(st.permutations(parts[1:]))]
    text = "\n".join(parts) + draw(st.sampled_from(["", "\n", "\n\n# the end\n"]))
    return text.replace("\n", end_of_line)


@st.composite
def changes(draw: st.DrawFn, plan: Plan) -> Target:
    columns: list[Column] = []
    for column in plan.columns:
        fate = draw(st.sampled_from(["stay", "stay", "move", "resize", "go"]))
        if fate == "move":
            x, y = draw(_PLACES)
            columns.append(replace(column, x_mm=x, y_mm=y))
        elif fate == "resize":
            columns.append(replace(column, width_mm=draw(st.integers(100, 900))))
        elif fate == "stay":
            columns.append(column)
    for nth in range(draw(st.integers(0, 2))):
        x, y = draw(_PLACES)
        columns.append(Column(f"new-{nth}", x, y, 500, 400))
    corners = ((1000, 1000), (5000, 1000), (5000, 4000), (1000, 4000))
    zones = (Zone("z", "stage", corners, walkable=False),)
    pins: list[Pin] = []
    for nth in range(draw(st.integers(0, 2))):
        x, y = draw(_PLACES)
        pins.append(Pin(f"p{nth}", x // 2 * 2 + nth, y, draw(st.integers(0, 359_999))))
    return Target(
        plan.halls or (plan.hall,), tuple(columns), plan.doors,
        zones if draw(st.booleans()) else plan.zones, tuple(pins),
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_new_text_gives_the_wanted_plan_and_touches_only_what_changed(
    data: st.DataObject,
) -> None:
    text = data.draw(plans())
    plan, findings = parse_plan(text, "plan.yaml")
    assert plan is not None, findings
    target = data.draw(changes(plan))
    written = rewrite_plan(text, "plan.yaml", plan, target)
    new = written.plan
    assert new is not None, (written.text, [str(f) for f in written.findings])
    assert written.wrong == ()
    assert {c.id: c for c in new.columns} == {c.id: c for c in target.columns}
    assert [(z.id, set(z.outline)) for z in new.zones] == [
        (z.id, set(z.outline)) for z in target.zones
    ]
    assert set(new.pins) == set(target.pins)
    touched = {c.id for c in plan.columns} - {c.id for c in target.columns if c in plan.columns}
    kept = {line for line in text.splitlines() if line.lstrip().startswith("#")}
    if {c.id for c in plan.columns} - {c.id for c in target.columns}:
        kept = {line for line in kept if "checked" not in line}  # it goes with its column
    assert kept <= set(written.text.splitlines())
    if not touched:
        matcher = difflib.SequenceMatcher(None, text.splitlines(), written.text.splitlines())
        assert all(tag in {"equal", "insert"} or "[" in text for tag, *_ in matcher.get_opcodes())
    if "\r\n" in text:
        assert written.text.count("\n") == written.text.count("\r\n")


def test_the_same_plan_gives_the_same_bytes() -> None:
    text = "hall: {id: h, size: 40 x 26}\ndoors:\n  - {id: d, wall: 1, at: 20, width: 4}\nsectors:\n  - {id: a, colour: '#c8912e', name: {fr: A}}\nrules: {profile: house}\n"  # noqa: E501
    plan, findings = parse_plan(text, "plan.yaml")
    assert plan is not None, findings
    target = Target(plan.halls or (plan.hall,), plan.columns, plan.doors, plan.zones, plan.pins)
    assert rewrite_plan(text, "plan.yaml", plan, target).text == text
