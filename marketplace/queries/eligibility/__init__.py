"""Sales for some people, as pages and services ask about them."""
