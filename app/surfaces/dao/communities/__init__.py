"""A community's page, the list of them, and their calendar."""
