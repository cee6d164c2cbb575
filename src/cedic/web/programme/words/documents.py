"""What the pages say of documents."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "add_document": Text(
        "Add a document", "Agregar un documento", "Adicionar um documento", "Ajouter un document"
    ),
    "file": Text("File", "Archivo", "Arquivo", "Fichier"),
    "file_help": Text(
        "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, text or CSV, up to {} MB.",
        "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, texto o CSV, hasta {} MB.",
        "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, texto ou CSV, até {} MB.",
        "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, texte ou CSV, jusqu’à {} Mo.",
    ),
    "kept": Text(
        "The document is kept.",
        "El documento quedó guardado.",
        "O documento foi guardado.",
        "Le document est conservé.",
    ),
    "gone": Text(
        "The document is deleted.",
        "El documento fue eliminado.",
        "O documento foi excluído.",
        "Le document est supprimé.",
    ),
    "no_documents": Text("No documents.", "Sin documentos.", "Sem documentos.", "Aucun document."),
    "its_language": Text(
        "Language of the document",
        "Idioma del documento",
        "Idioma do documento",
        "Langue du document",
    ),
}

WRONG = {
    "kind": Text(
        "Files of this kind are not taken. Send one of: {known}.",
        "No se admiten archivos de este tipo. Envíe uno de: {known}.",
        "Arquivos deste tipo não são aceitos. Envie um de: {known}.",
        "Ce type de fichier n’est pas accepté. Envoyez l’un de : {known}.",
    ),
    "empty_file": Text(
        "The file is empty. Choose it again.",
        "El archivo está vacío. Elíjalo de nuevo.",
        "O arquivo está vazio. Escolha-o novamente.",
        "Le fichier est vide. Choisissez-le de nouveau.",
    ),
    "no_file": Text(
        "Choose a file.", "Elija un archivo.", "Escolha um arquivo.", "Choisissez un fichier."
    ),
    "large": Text(
        "The file is too large: at most {most} MB are taken. Make its pictures smaller.",
        "El archivo es demasiado grande: se admiten {most} MB como máximo. Reduzca sus imágenes.",
        "O arquivo é grande demais: são aceitos no máximo {most} MB. Reduza suas imagens.",
        "Le fichier est trop lourd : {most} Mo au plus. Réduisez ses images.",
    ),
    "other_kind": Text(
        "The file is not what its name says, .{ending}, or it holds macros. Save it anew and send "
        "that.",
        "El archivo no es lo que dice su nombre, .{ending}, o contiene macros. Guárdelo de nuevo y "
        "envíelo.",
        "O arquivo não é o que diz seu nome, .{ending}, ou contém macros. Salve-o novamente e "
        "envie-o.",
        "Le fichier n’est pas ce qu’annonce son nom, .{ending}, ou contient des macros. "
        "Enregistrez-le de nouveau et envoyez-le.",
    ),
}

ACTIONS = {
    "programme.document_kept": Text(
        "Document kept", "Documento guardado", "Documento guardado", "Document conservé"
    ),
    "programme.document_deleted": Text(
        "Document deleted", "Documento eliminado", "Documento excluído", "Document supprimé"
    ),
    "programme.document_shown": Text(
        "Visibility of a document changed",
        "Visibilidad de un documento modificada",
        "Visibilidade de um documento alterada",
        "Visibilité d’un document modifiée",
    ),
}
