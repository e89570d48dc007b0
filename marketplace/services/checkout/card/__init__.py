"""A card payment, step by step: each step can be repeated, and a step that was cut off is taken again by its job."""
