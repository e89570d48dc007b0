"""What the pages of the idea board show."""
