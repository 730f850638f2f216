"""The ways in: returns, today's position and the authority's own lists."""
