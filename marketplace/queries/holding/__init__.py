"""What the holder of a token reads: how it stands as a right, what is asked and offered for it, and its history."""
