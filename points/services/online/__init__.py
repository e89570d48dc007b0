"""Points sold on the web: a town opens a program for it, and people charge after they have paid."""
