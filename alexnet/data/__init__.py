"""Photos to learn from: in folders, in zips, in sets that have a name, drawn by ourselves."""
