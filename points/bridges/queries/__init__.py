"""What the pages of reward bridges show."""
