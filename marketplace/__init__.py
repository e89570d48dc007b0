"""What a region sells (NFTマーケット): towns, collections, listings, orders, and the artwork on each card."""
