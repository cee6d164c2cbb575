"""The addresses of management, below the language."""

from django.urls import path

urlpatterns = []
