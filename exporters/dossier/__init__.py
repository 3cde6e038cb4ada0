"""What an organiser takes to civil protection: a plan at exact scale and the calculation."""
