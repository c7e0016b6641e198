"""What the play page stands on: games by id, a desk for each, and what is written for the browser. No pages."""
