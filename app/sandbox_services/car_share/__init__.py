"""A shared car between two villages (乗り合いカーシェア): one drives, others ride along, nobody pays."""
