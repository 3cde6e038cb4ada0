"""The booth kit, product forms, lettering and pictures; and the intake of uploaded files.

Pure: values in, values out. Value types are in `assets.values` (standard library only).
"""
