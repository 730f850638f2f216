"""Answers as a person reads them at a terminal, one noun a file; the demonstration prints with these too."""
