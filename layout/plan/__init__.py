"""The floor plan file: its fields, its text, what its values must agree on."""
