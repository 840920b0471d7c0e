"""What a person reads: audit, agreement, summary. Nothing here is published as a table."""
