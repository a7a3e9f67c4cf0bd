"""What words and signs say by themselves: of heads, labels, titles, times, and of a page beside its form."""
