"""Page data, read only. A state is worked out here from a row and the chain's facts; it is stored nowhere."""
