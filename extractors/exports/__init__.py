"""Records as programs write them out: objects, lists of values and statements of databases."""
