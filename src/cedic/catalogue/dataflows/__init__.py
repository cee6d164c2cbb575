"""The dataflows, a module for each subject."""
