"""The pages that people read, one screen a file."""
