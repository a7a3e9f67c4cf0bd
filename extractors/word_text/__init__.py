"""What a settled Word tree says: paragraphs, tables, numbers, margins."""
