"""The database: SQLite in one file, one thread that writes, a few connections that read.

`Database.open(folder, fair)` gives `write(job)` for jobs that change rows, and `read(query)`.
A repository for each noun (`orders`, `messages`, ...) holds its statements and turns rows
into values of `hall.model`. Another engine is another `driver`, `writer` and `readers`:
schema and statements are SQLAlchemy Core and compile for PostgreSQL as well.
"""

from hall.store.database.database import Database

__all__ = ["Database"]
