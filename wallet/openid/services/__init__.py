"""Use cases of the OpenID provider, one a file."""
