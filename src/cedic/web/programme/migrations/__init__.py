"""The steps by which the database of the work programme came to be as it is."""
