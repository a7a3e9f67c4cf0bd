"""The families of filings that can be made, each a module with one `invent`."""
