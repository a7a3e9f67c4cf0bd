"""Numbers, units, comparisons and dates as printed."""
