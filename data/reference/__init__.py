"""Reference tables: authorities, which of them adjoin, child population, and where postcode areas lie."""
