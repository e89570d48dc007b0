"""Looking for things: the search itself, one card of its result, and how what was drawn is kept."""
