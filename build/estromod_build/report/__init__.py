"""What a person reads: audit, walk, agreement, summary. Nothing here is published as a table."""
