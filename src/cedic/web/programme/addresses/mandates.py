"""The addresses of mandates and the search."""

from django.urls import URLPattern

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = []
PLAIN: list[URLPattern] = []
