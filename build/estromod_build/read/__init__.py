"""What goes in: documents, curated files, bibliographies, and the anchors that tie one to the other."""
