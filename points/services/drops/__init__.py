"""Drops (一斉付与): the tree of one, proofs of its entries, and entries brought to accounts apart from a payment."""
