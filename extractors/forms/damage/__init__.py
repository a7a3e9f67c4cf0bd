"""What a bad reading damaged, mended before a table is read."""
