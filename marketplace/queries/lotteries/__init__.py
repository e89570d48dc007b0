"""Lotteries as pages show them."""
