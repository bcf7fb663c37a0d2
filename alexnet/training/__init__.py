"""Learning: recipes, the loop as a generator of steps, the diary that others watch, checkpoints, the head."""
