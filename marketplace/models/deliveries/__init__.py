"""Rights that their seller serves: goods that are sent again and again, and rights that a holder makes use of."""
