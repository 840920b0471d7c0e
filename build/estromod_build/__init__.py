"""From documents and curated files to published tables. Source, not output: see build/README.md."""
