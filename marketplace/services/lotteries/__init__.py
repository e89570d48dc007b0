"""Lotteries: opened, entered, fixed on chain, drawn, and sold round after round to those whose turn it is."""
