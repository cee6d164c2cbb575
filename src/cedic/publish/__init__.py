"""Floor 4: figures as people read them: tables, files, charts, pages."""
