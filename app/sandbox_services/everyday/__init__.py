"""Everyday services of a town (くらしの窓口): circulars, citizens' reports, an on-demand bus, the library, an unmanned
shop. The smallest way to send each of these events, and the one to copy for a service of another kind."""
