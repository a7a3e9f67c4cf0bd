"""How a document was understood, for developers and reviewers: what decided, how surely, and what came second."""
