"""What the pages of a PDF say: lines, paragraphs, and tables over page breaks."""
