"""What all readers share; it draws nothing."""
