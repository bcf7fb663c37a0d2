"""AlexNet, and everything that this project computes from it. Knows nothing of the app that shows it."""
