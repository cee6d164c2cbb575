"""The addresses of imports."""

from django.urls import URLPattern

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = []
PLAIN: list[URLPattern] = []
