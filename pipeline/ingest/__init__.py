"""From files to filings: what is found, opened, read by workers, and understood."""
