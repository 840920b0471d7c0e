"""What goes out: tables as CSV, Parquet and SQLite, descriptors, generated pages, and their publication."""
