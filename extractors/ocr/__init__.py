"""Pictures of text to lines of characters with boxes, one engine a module: a new engine is a new file here."""
