"""Networks by name and by file: where they come from, how they are read, written and exported."""
