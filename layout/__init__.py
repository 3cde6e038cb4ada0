"""Floor plan and stand requests in; placements, findings and a certificate out.

Pure: no clock, no network, no file of its own choosing. Importing this package imports
nothing else, so that value types (`layout.values`) stay cheap for the serving process.
"""
