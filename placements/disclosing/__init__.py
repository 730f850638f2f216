"""Disclosure control: what may be told beyond casework without telling of a child."""
