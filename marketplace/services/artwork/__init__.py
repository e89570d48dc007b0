"""Use cases of artwork: keep a picture, save a design, give it to a collection, draw all its cards."""
