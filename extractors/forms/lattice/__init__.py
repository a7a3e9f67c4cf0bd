"""Running text as a lattice of pieces, and the likeliest way to read it as rows of cells."""
