"""The addresses of convergence between secretariats."""

from django.urls import URLPattern

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = []
PLAIN: list[URLPattern] = []
