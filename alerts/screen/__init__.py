"""What the pages of ads show: rows judged and decisions logged, as sentences, amounts and small drawings."""
