"""What a shop learns of its customers: how many, how often, when. Never who."""
