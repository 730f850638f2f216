"""Unlock, then recruit: what keeps most children local, among the homes there are and those still to be found."""
