"""What pages of the cart and the checkout show."""
