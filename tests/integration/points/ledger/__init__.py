"""The points contract against a model of it in plain Python, act by act."""
