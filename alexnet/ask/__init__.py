"""What one asks a network: its answer, its accuracy, which pixels speak for it, what lies near."""
