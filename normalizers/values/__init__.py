"""Value cells: which number of a cell counts what."""
