"""AlexNet as scripts for a reader to copy: each runs on its own with PyTorch alone, and imports nothing of this project."""
