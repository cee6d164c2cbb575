"""How the documentation is built: offline, from the declarations, against a store of the sample."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

# Examples and the notebook read this store and no other, whatever the reader's settings are.
os.environ |= {
    "CEDIC_HOME": str(HERE / "_build" / "home"),
    "CEDIC_STORE": "",
    "CEDIC_BLOCS": "",
    "CEDIC_LANGUAGE": "en",
}

import cedic  # noqa: E402

project = "CEDIC"
author = "The CEDIC authors"
version = release = cedic.__version__
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
    "mathml",
    "offline",
    "reference",
]
templates_path = ["_templates"]
exclude_patterns = ["_build", "_ext", "_templates", "**.ipynb_checkpoints"]
suppress_warnings = ["config.cache"]

autodoc_typehints = "none"
autodoc_member_order = "bysource"
autosummary_generate = True
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

myst_enable_extensions = ["deflist", "dollarmath", "colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_execution_excludepatterns = ["_build/**"]
# Widgets would be fetched from a content delivery network.
nb_ipywidgets_js = {}
html_math_renderer = "mathml"

html_theme = "furo"
html_title = f"CEDIC {version}"
html_static_path = ["_static"]
html_css_files = ["cedic.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
pygments_style = "default"
pygments_dark_style = "monokai"
_SERIF = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif"
_SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
html_theme_options = {
    "light_css_variables": {
        "font-stack": _SANS,
        "font-stack--headings": _SERIF,
        "color-foreground-primary": "#1b1f24",
        "color-foreground-secondary": "#5b6570",
        "color-foreground-muted": "#5b6570",
        "color-foreground-border": "#d9dee3",
        "color-background-primary": "#ffffff",
        "color-background-secondary": "#f6f4ef",
        "color-background-hover": "#efece4",
        "color-background-border": "#d9dee3",
        "color-brand-primary": "#0b5c73",
        "color-brand-content": "#0b5c73",
        "color-brand-visited": "#0b5c73",
        "color-code-background": "#f6f4ef",
        "color-code-foreground": "#1b1f24",
    },
    "dark_css_variables": {
        "font-stack": _SANS,
        "font-stack--headings": _SERIF,
        "color-brand-primary": "#7cc4d8",
        "color-brand-content": "#7cc4d8",
        "color-brand-visited": "#7cc4d8",
    },
}
