"""Invest to save: a programme's cost, what it saves after deductions, when it has paid for itself, and how surely."""
