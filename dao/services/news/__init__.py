"""Writing news to members, and telling each of them once."""
