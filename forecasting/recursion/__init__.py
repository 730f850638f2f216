"""The forecast without drawing: expected children, and how far chance spreads them, from the simulator's own rates."""
