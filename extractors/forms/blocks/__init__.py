"""The kinds of block that forms are made of, one a file."""
