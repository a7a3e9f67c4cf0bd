"""Paper to `Reading`: readers, OCR, tables and forms."""
