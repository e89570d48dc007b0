"""Artwork of cards (Pillow): own drawings only, the same bytes for the same design. Knows no database and no chain."""
