"""Sufficiency: the children who will need a home, matched to the homes there will be by the rules themselves."""
