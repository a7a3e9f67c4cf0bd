"""The labels of rows and lines, and what each introduces."""
