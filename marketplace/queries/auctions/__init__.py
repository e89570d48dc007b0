"""Auctions as people see them: lists, one auction with its bids, one's own bids, and names."""
