"""Money tables: where their heads end, which columns belong together, what names each row, and which sums hold."""
