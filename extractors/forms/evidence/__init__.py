"""What the cells of a column, the letters of its head and the columns beside it say of its role.

Everything here is counted, never typed in: `jixiao corpus count` writes the counts into `extractors/data`.
"""
