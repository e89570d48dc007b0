"""Rights that their seller serves, as holder and seller see them."""
