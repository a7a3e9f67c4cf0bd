"""The database as files: the tables in reading order, one writer a format, and their description."""
