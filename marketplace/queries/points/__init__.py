"""What can be bought for points."""
