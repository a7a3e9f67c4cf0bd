"""Sentences: their outline, and the figures that they state."""
