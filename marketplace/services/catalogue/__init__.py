"""Puts things into the catalogue, inside the transaction of the service that makes them visible to buyers."""
