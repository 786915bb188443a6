"""How good and how fast: scorers, peers side by side, results with the command that made them."""
