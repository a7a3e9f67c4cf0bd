"""What we judge by: samples, filings with known truth, and the scorer. Shares no code with what it judges."""
