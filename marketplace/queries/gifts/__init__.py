"""Gifts as their giver and their taker see them."""
