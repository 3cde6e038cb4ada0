"""The build worker's work: a fair folder and approved changes become files.

Everything heavy (tables, layout, meshes, pictures) happens here, in a child process; the
serving process reads what was written.
"""
