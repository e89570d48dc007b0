"""Paper cards: printed, handed over, charged, blocked, replaced; and what a till reads from one."""
