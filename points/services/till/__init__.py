"""What a shop's manager keeps: cashiers, saved items, settings, closings; and putting right what was typed wrong."""
