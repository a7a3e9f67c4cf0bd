"""Grids: counted-off rows, flattened text, rows cut by a page break."""
