"""Writing events, for those who hold them: officers of the event's town, and stewards of its community."""
