"""The checks of a return: one small function a rule, listed in `registry`."""
