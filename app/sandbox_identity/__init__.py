"""An identity provider to try with: a process of its own that speaks what the Digital Authentication App speaks, with
a page like a phone's on which one of some invented people gives their card.

It knows nothing of Musubi but the client's id, its key and the address to come back to.
"""
