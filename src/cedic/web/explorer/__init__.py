"""Looking at the figures: the home page, what a visitor searches, filters, draws and compares."""
