"""One use case a module: load, decide, save, emit. A service owns its transaction; `complete` may be repeated."""
