"""The sheets of each noun."""
