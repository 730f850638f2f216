"""The exact model behind a plan: fragments of sibling groups, bounds, and the levels in strict order."""
