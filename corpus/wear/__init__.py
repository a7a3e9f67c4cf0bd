"""Wear: what printing, stamping, scanning, photographing and faxing do to a page, seeded and repeatable."""
