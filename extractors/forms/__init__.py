"""The form: which cell says what, as printed."""
