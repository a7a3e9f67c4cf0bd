"""A Word file as a tree, settled as it prints."""
