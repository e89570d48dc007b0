"""Acts on the roll-ups."""
