"""The demonstration authority and reference tables."""
