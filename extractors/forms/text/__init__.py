"""Forms in running text: heads, rows and labelled values without a cell border."""
