"""The addresses of programmes, their items and versions."""

from django.urls import URLPattern

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = []
PLAIN: list[URLPattern] = []
