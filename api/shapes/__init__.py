"""The shapes of answers: what other programs may rely on, and what pages and printing read."""
