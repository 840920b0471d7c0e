"""What follows from the curated rows: folded claims, matrix, conflicts, computed columns."""
