"""What a council publishes and watches about the children it looks after, to published definitions."""
