"""Naming auctions for everybody: what can be named, bidding, one's own bids, and the names that towns approved."""
