"""The rules: one function each, with its source, its class, its dates and what clears it."""
