"""What the pages of the seller's desk show."""
