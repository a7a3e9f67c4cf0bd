"""The shell: files, processes, database and commands; the only part with side effects."""
