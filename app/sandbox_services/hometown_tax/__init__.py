"""Hometown-tax donations on the way (旅先納税): a donor from outside gives, and gets an electronic coin on the spot."""
