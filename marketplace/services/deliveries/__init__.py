"""Serving rights: addresses, deliveries, and answers to holders who make use of theirs."""
