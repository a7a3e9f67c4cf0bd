"""What is kept: the database, the archive of originals, and the rows in both."""
