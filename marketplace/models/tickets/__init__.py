"""Tickets (チケット), stays and dated experiences: what officers wrote, what buyers sign, and what the chain says."""
