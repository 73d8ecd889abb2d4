"""Files that are made in the background for the person who asked: of whole dashboards, and pictures."""
