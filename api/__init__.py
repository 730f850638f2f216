"""The doors: JSON, pages, the command line and reports."""
