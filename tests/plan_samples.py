"""Plans for tests: one that uses every key of plan.yaml, and a small one to break in one place."""

from __future__ import annotations

SMALL = """\
hall: {id: h, size: 30 x 20}
doors:
  - {id: d1, kind: entrance, wall: 1, at: 15, width: 3}
columns:
  - {id: c, from: [10, 10], step: [10, 5], count: [2, 1]}
zones:
  - {id: z, kind: stage, at: [0, 15], size: 5 x 5}
sectors:
  - {id: crafts, name: {fr: Artisanat}, colour: '#aa3311'}
rules: {profile: house, aisle: 3, main_aisle: 4, max_travel: 50}
"""

RICH = """\
# Two halls, joined by a passage.
halls:
  - id: north
    name: {fr: Hall nord, ar: القاعة الشمالية, en: North hall}
    outline: [[0, 0], [60, 0], [60, 40], [0, 40]]
    holes: [[[23, 13], [27, 13], [27, 17], [23, 17]]]
    height: 20 ft
  - {id: south, at: [70, 0], size: 40 x 40}
passages:
  - {id: link, from: [60, 10], to: [70, 10], width: 6}
  - {id: wide, at: [60, 30], size: 10 x 4}
doors:
  - {id: main, kind: entrance, hall: north, wall: 1, at: 30, width: 13 ft 1 in, clear_depth: 4}
  - {id: west, kind: emergency_exit, from: [0, 18], to: [0, 21], egress: yes, name: {en: West}}
  - {id: east, hall: south, wall: 2, at: 30, width: 3 m}
columns:
  - {id: grid, from: [10, 10], step: [10, 10], count: [3, 2], size: 0.6 x 0.6, rule: at_back}
  - {id: pillar, at: [90, 10], size: 50 cm x 500 mm, rule: inside_ok}
  - {id: post, right_of: columns/pillar, gap: 6, align: middle}
zones:
  - {id: stage, kind: stage, at: [28, 35], size: 10 x 5, name: {fr: Scène, ar: المنصة}}
  - {id: cafe, kind: cafe, size: 4 x 4, right_of: stage, gap: 3, align: north}
  - {id: bar, kind: cafe, size: 4 x 4, below: cafe, gap: 50 cm, align: middle, walkable: no}
  - {id: talks, kind: conference, size: 6 x 4, centre_of: south, stands_allowed: no}
  - {id: nook, kind: keep_out, outline: [[0, 35], [5, 40], [0, 40]]}
sectors:
  - {id: terroir, name: {fr: Terroir, ar: المجال, en: Terroir}, colour: '#c8912e'}
  - {id: africa, name: {fr: Afrique}, colour: '#5f9b46', pavilion: yes}
stand_types:
  - {id: standard, size: 3 x 3}
  - {id: island, size: [6, 6], kit: island, height: 4}
axes:
  - {id: spine, door: main, length: 18}
  - {id: street, points: [[1, 30], [16, 30], [18, 33]], width: 5}
  - {id: south-street, from: [71, 32], to: [109, 32]}
fixtures:
  - {id: e1, kind: extinguisher, hall: south, wall: 3, at: 5}
  - {id: hose, kind: hose_reel, right_of: stage, gap: 0, align: south}
  - {id: gate, kind: vehicle_access, at: [-5, 3], name: {fr: Portail}}
rules:
  profile: fr-erp-t
  aisle: 3
  main_aisle: 5 m
  cross_aisle: 3
  max_block: 27
  max_travel: 45
  max_travel_one_way: 0
  max_dead_end: 10
  persons_per_m2: 0.5
  min_exit: 1.4
  exit_unit: 600 mm
  persons_per_unit: 100
  sources: {aisle: The organiser decided so., max_travel: As the safety officer asked.}
pins:
  - {exhibitor: coop-a, at: [5, 5], size: 3 x 3}
  - {exhibitor: coop-b, right_of: coop-a, size: 3 x 3}
  - {exhibitor: coop-c, above: pins/coop-b, gap: 3, size: 3 x 3, rotation: 180}
  - {exhibitor: coop-d, at: [80, 20], rotation: 90}
numbers: '{sector_letter}{row}-{n:03d}'
"""
