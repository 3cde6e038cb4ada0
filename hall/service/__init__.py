"""What the server does: catalogue, orders, invites, building, live changes."""
