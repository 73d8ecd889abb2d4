"""Files as answers to requests, and the sheet that asks for them."""
