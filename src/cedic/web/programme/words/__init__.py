"""What the pages of the work programme say, part by part."""
