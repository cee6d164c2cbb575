"""The commands of the work programme."""
