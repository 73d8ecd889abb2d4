"""Real data, all the way through: files, CDP, warehouse, explores; every expected figure asked as a marketer would."""
