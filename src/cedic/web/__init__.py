"""The roof: the web server, a thin Django project over the floors below."""
