"""A person's own data, gathered from every domain and packed as a ZIP of JSON and CSV."""
