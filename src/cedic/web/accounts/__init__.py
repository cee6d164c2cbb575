"""The people of the portal: who they are, and what they may do."""
