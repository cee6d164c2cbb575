"""The addresses of the work programme, part by part."""
