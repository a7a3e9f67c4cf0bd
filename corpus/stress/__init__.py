"""What no reader was shown: changes to made filings, in print and truth alike, each module one kind."""
