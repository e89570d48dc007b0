"""The door of an event: with a line and without one. The page's script is that of shops' doors."""
