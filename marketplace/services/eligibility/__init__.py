"""Whether somebody may buy or enter, asked of our tables and of the identity registry on chain."""
