"""Numbers about points for officers and shops: roll-ups kept with the ledger, and what pages ask of them."""
