"""The whole corpus made anew: planned, staged, compared, and swapped in at once."""
