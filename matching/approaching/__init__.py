"""Asking providers: what they are told, who is asked when, and that nobody can be recognised."""
