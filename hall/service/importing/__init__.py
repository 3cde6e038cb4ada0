"""Drawings and tables that organisers have → changes of plan.yaml and exhibitors.csv.

`reading` turns the bytes of a DXF, SVG or GeoJSON into a `Drawing` inside a limited child
process; `units` and `layers` say what its numbers and layers mean, `survey` what is drawn;
`target` makes of that the plan as it shall be, `differences` tells what changes, and
`plan_patches` writes it into the text with every other byte left alone. `intake` is the door.
"""
