"""The pages of the place Deliveries."""
