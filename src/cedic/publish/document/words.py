"""What all documents say of themselves."""

from cedic.model import Text

CONTENTS = Text("Contents", "Índice", "Sumário", "Sommaire")
SKIP = Text("Skip to the content", "Ir al contenido", "Ir para o conteúdo", "Aller au contenu")
PAGE = Text(
    "Page {page} of {pages}",
    "Página {page} de {pages}",
    "Página {page} de {pages}",
    "Page {page} sur {pages}",
)
