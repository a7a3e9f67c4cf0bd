"""Scoring rules as structure, and the points that a result earns by them."""
