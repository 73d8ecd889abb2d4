"""One delivery on its way, from the claim to what its receipt says."""
