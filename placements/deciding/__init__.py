"""From a search to a home: offers, agreements, decisions, clocks, and how each may be questioned."""
