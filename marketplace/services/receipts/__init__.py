"""Papers of purchases: found on chain when they are final, written down once, and told to the buyer by mail."""
