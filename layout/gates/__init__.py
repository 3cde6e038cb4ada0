"""What can be said before anything is placed: bounds with their proof, refusals with repairs."""
