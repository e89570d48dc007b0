"""Identity checks by the Digital Authentication App: begun, finished, brought to another account, reminded of."""
