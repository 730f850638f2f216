"""What comes next: demand, supply, cost and Bring Them Home."""
