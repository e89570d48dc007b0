"""What pages read from the roll-ups."""
