"""What several lessons draw."""
