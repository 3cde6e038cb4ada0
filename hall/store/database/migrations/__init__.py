"""Migrations of the database, run by `hall.store.database.migrate`."""
