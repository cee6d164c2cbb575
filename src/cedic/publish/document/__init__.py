"""A document as a value, and what it becomes: a page, a Word file, a tagged PDF.

What people have typed is text in all three and never markup: nothing of it is read as HTML, as
WordprocessingML or as Typst.
"""

from cedic.publish.document.docx import docx
from cedic.publish.document.html import html
from cedic.publish.document.model import (
    Alignment,
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Meta,
    Notice,
    Numbered,
    Paragraph,
    Run,
    Table,
)
from cedic.publish.document.pdf import pdf

FORMATS = {"html": html, "docx": docx, "pdf": pdf}
"""What gives a document's bytes in each format."""

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""The media type of each format."""

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "Alignment",
    "Block",
    "Bullets",
    "Document",
    "Facts",
    "Figure",
    "Heading",
    "Inline",
    "Meta",
    "Notice",
    "Numbered",
    "Paragraph",
    "Run",
    "Table",
    "docx",
    "html",
    "pdf",
]
