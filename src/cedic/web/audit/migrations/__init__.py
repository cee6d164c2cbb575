"""The steps by which the audit trail came to be as it is."""
