"""Printed names taken for entries of the taxonomy, or for none."""
