"""What a holder does with what they own: lend, give, sell, and what a town does for locked cards."""
