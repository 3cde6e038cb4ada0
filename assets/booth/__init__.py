"""The booth kit and the hall around it, as meshes with their light baked in."""
