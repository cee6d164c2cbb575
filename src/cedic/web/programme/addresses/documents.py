"""The addresses of documents: those that are kept, and those that are made."""

from django.urls import URLPattern

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = []
PLAIN: list[URLPattern] = []
