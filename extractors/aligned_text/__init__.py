"""Tables of running text whose columns stand under one another (`pdftotext -layout`): columns, rows, merged labels."""
