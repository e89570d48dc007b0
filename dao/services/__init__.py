"""One use case a file. Each owns its transaction."""
