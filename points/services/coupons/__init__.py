"""Coupons (クーポン): written by officers, redeemed at tills, given back."""
