"""The catalogue of what is published: pages for people, files and metadata for programs."""
