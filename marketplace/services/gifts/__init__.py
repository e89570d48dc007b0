"""Gifts by link: wrapped at the checkout, kept in custody, taken by whoever has the link, or taken back."""
