"""What is done with a dashboard or a tile as a whole, and the lists of dashboards."""
