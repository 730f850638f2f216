"""Every question the record answers, each asked for a viewer."""
