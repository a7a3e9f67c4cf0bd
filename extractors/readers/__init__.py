"""Bytes to `Document`, one format a file, chosen by content and never by name."""
