"""The JSON that other programs read: the same nouns and shapes as the command line."""
