"""The commands of the command line, one noun a file; each is a call to a service below."""
