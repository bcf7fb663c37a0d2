"""From bytes to a safe picture, its crops, its augmentations."""
