"""Rows of stands between aisles: exact dynamic programming over every part of a hall."""
