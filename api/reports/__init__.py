"""Papers: data first, then the template; the same words in Word, PDF and plain text."""
