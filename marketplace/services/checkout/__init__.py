"""Buying several things at once: the cart, stock held for ten minutes, one payment, receipts and gifts."""
