"""Printed sheets: marks on a page in paper millimetres, written as PDF or as SVG outlines."""
