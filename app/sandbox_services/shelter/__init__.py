"""Shelters after a disaster (避難所): who came by the card's QR, how full each is, and nobody lost without one."""
