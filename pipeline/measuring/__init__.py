"""Figures about a whole database or a made corpus, and what is counted from them."""
