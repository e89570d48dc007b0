"""What a door asks about tickets and rights."""
