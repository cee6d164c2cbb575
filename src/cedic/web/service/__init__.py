"""The standard service over HTTP, and whether the portal is well."""
