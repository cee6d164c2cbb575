"""The steps by which the database of accounts came to be as it is."""
