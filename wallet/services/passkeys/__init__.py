"""Passkeys: adding and keeping them, and signing in with one."""
