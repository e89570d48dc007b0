"""The application: Flask, command line, wiring. The only package that knows all others."""

__version__ = "0.1.0"
