"""The shapes that pass between the stages; this package imports nothing of ours."""
