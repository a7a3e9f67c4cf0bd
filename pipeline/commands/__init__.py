"""One file a command: its name is the command's, and its `command` is what runs. Heavy imports stand inside."""
