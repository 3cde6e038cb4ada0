"""Where things are kept: the fair folder, the database, built files."""
