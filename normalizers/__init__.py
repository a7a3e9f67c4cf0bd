"""Strings to meaning: pure functions that never see a page."""
