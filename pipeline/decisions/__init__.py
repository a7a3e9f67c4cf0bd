"""What people decided: the journal, and how decisions lie over what was read."""
