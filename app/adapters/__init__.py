"""What the domains ask for through their ports, made of other domains' services."""
