"""Relief points (支援ポイント): written by one officer, asked for by a press, confirmed by another."""
