"""What staff do: sources and uploads, background work, publication, texts, and the record of it."""
