"""The steps from each shape of the database to the next; names sort in the order of the steps."""
