"""Pictures and PDF: pages of ours, drawn by a browser that has no network."""
