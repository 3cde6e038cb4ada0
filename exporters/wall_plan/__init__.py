"""The plan that hangs on a wall: the hall, its legend, who stands where, rules and proof."""
