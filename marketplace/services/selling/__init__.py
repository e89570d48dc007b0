"""Use cases of the seller's desk: write an offer, review it, publish it."""
