"""What was sent to whom, what came back, and what is still to be said."""
