"""Recorded experiments: each file is a command that runs for minutes and writes assets/runs/<its name>.json."""
