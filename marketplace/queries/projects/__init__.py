"""Projects as pages and services read them."""
