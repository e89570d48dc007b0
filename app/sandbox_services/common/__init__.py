"""What all sample services share: the book, events out, messages in, sign-in, history, the look of a page."""
