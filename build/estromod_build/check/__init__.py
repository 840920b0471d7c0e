"""What must hold of what was read: spans, names, own words, citations, identifiers, rules."""
