"""Commands of the work programme."""
