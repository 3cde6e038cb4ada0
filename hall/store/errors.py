"""What can go wrong where things are kept.

StoreError
├── DriverTooOld      no SQLite that is safe with several connections
├── SchemaTooNew      the database was written by a newer version
├── SchemaTooOld      the database needs a migration, and the server holds the lock
├── DataDirLocked     another process serves this folder
├── StorageFull       no space left; nothing of the transaction was kept
├── DatabaseBusy      the database did not answer in time; nothing was kept
├── DatabaseDamaged   SQLite's own check failed
└── RowDamaged        a row does not have the hash that was stored with it
"""

from __future__ import annotations


class StoreError(Exception):
    """Something that is kept could not be kept or read."""


class DriverTooOld(StoreError):
    """There is no SQLite new enough."""


class SchemaTooNew(StoreError):
    """The database has a schema that this version does not know."""


class SchemaTooOld(StoreError):
    """The database needs a migration that only the holder of the lock may do."""


class DataDirLocked(StoreError):
    """Another process holds the lock of the data folder."""


class StorageFull(StoreError):
    """There is no space left on the disk; nothing of the transaction was kept."""


class DatabaseBusy(StoreError):
    """The database did not answer in time; nothing of the transaction was kept."""


class DatabaseDamaged(StoreError):
    """The database file is damaged: restore the last backup."""


class RowDamaged(StoreError):
    """A row differs from the hash that was stored with it."""
