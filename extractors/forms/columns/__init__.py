"""Which column of a table means what."""
