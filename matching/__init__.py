"""Who could live where: rules, scores, optimisation and why."""
