"""A lesson each: <slug>.py, or <slug>_<part>.py. No lesson imports another."""
