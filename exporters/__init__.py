"""A placed hall and its kit to bytes: glTF, SVG, GeoJSON. The only place that writes glTF."""
