"""A card provider to try with: a process of its own that speaks Stripe's form, with a page to pay, fail or pay late.

Nothing is charged. It knows nothing of Musubi but the address for its notices and the two secrets they share.
"""
