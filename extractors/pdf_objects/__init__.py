"""What is drawn on the pages of a PDF, object by object."""
