"""Printed names and levels, their parts, and the taxonomy that they may stand in."""
