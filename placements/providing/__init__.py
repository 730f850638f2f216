"""What is known of those who provide homes: how they answer, and what became of children who lived with them."""
