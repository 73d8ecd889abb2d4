"""What ``make bench`` measures. Ratios are taken within one run, the compared things in turn."""
