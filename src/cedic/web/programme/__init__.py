"""The work programme: its pages, for staff, for member states and for everyone."""
