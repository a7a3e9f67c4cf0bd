"""What stands around the indicators: projects, headings, horizons, labelled cells."""
