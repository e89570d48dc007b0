"""What pages show of vetoes. Read only."""
