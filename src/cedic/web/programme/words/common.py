"""What all parts of the work programme say."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "manage": Text("Management", "Gestión", "Gestão", "Gestion"),
    "programme": Text(
        "Work programme", "Programa de trabajo", "Programa de trabalho", "Programme de travail"
    ),
    "programmes": Text(
        "Work programmes",
        "Programas de trabajo",
        "Programas de trabalho",
        "Programmes de travail",
    ),
    "mandates": Text("Mandates", "Mandatos", "Mandatos", "Mandats"),
    "meetings": Text("Meetings", "Reuniones", "Reuniões", "Réunions"),
    "convergence": Text("Convergence", "Convergencia", "Convergência", "Convergence"),
    "member_states": Text(
        "For member states",
        "Para los Estados miembros",
        "Para os Estados-membros",
        "Pour les États membres",
    ),
    "search": Text("Search", "Buscar", "Buscar", "Rechercher"),
    "board": Text("Follow-up", "Seguimiento", "Acompanhamento", "Suivi"),
    "notices": Text("Notices", "Avisos", "Avisos", "Avis"),
    "manage_programmes": Text(
        "Manage programmes",
        "Gestionar programas",
        "Gerenciar programas",
        "Gérer les programmes",
    ),
    "imports": Text("Import", "Importación", "Importação", "Importation"),
    "settings": Text(
        "Units and people", "Unidades y personas", "Unidades e pessoas", "Unités et personnes"
    ),
    "figures": Text("Figures", "Cifras", "Números", "Chiffres"),
    "export": Text("Export", "Exportación", "Exportação", "Exportation"),
    "parts": Text(
        "Parts of the work programme",
        "Partes del programa de trabajo",
        "Partes do programa de trabalho",
        "Parties du programme de travail",
    ),
    "demonstration": Text(
        "Demonstration: made up to show the software. None of it is of a real institution.",
        "Demostración: contenido inventado para mostrar el programa informático. Nada de esto "
        "corresponde a una institución real.",
        "Demonstração: conteúdo inventado para mostrar o software. Nada disto é de uma "
        "instituição real.",
        "Démonstration : contenu inventé pour présenter le logiciel. Rien de ceci ne concerne une "
        "institution réelle.",
    ),
    "demonstration_among": Text(
        "Demonstration: made up content, which shows the software, is among what is listed here.",
        "Demostración: contenido inventado para mostrar el programa informático figura entre lo que "
        "aquí se enumera.",
        "Demonstração: conteúdo inventado para mostrar o software está entre o que aqui se enumera.",
        "Démonstration : contenu inventé pour présenter le logiciel parmi ce qui est énuméré ici.",
    ),
    "demonstration_mark": Text("demonstration", "demostración", "demonstração", "démonstration"),
    "edit": Text("Edit", "Editar", "Editar", "Modifier"),
    "save": Text("Save", "Guardar", "Salvar", "Enregistrer"),
    "delete": Text("Delete", "Eliminar", "Excluir", "Supprimer"),
    "delete_for_good": Text(
        "Delete for good",
        "Eliminar definitivamente",
        "Excluir definitivamente",
        "Supprimer définitivement",
    ),
    "not_undone": Text(
        "This cannot be undone.",
        "No se puede deshacer.",
        "Não é possível desfazer.",
        "C’est irréversible.",
    ),
    "add": Text("Add", "Agregar", "Adicionar", "Ajouter"),
    "remove": Text("Remove", "Quitar", "Remover", "Retirer"),
    "cancel": Text("Cancel", "Cancelar", "Cancelar", "Annuler"),
    "order": Text("Place in the list", "Orden", "Ordem", "Ordre"),
    "back": Text("Back", "Volver", "Voltar", "Retour"),
    "mend": Text("What to do", "Qué hacer", "O que fazer", "Que faire"),
    "wrong": Text("This cannot be done", "No se puede hacer", "Não é possível", "C’est impossible"),
    "saved": Text("Saved.", "Guardado.", "Salvo.", "Enregistré."),
    "unknown": Text("not known", "se desconoce", "sem informação", "inconnu"),
    "none": Text("none", "ninguno", "nenhum", "aucun"),
    "other_languages": Text(
        "In other languages", "En otros idiomas", "Em outros idiomas", "Dans d’autres langues"
    ),
    "written_in": Text(
        "In the language it was written in.",
        "En el idioma en que se escribió.",
        "No idioma em que foi escrito.",
        "Dans la langue où il a été écrit.",
    ),
    "visibility": Text("Who may see it", "Quién lo ve", "Quem vê", "Qui peut le voir"),
    "yours": Text("What you wrote", "Lo que usted escribió", "O que você escreveu", "Votre texte"),
    "theirs": Text("As it is now", "Como está ahora", "Como está agora", "L’état actuel"),
    "code": Text("Code", "Código", "Código", "Code"),
    "title": Text("Title", "Título", "Título", "Titre"),
    "status": Text("Status", "Estado", "Situação", "Statut"),
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "year": Text("Year", "Año", "Ano", "Année"),
    "country": Text("Country", "País", "País", "Pays"),
    "theme": Text("Theme", "Tema", "Tema", "Thème"),
    "axis": Text("Axis", "Eje", "Eixo", "Axe"),
    "when": Text("When", "Cuándo", "Quando", "Quand"),
    "where": Text("Where", "Dónde", "Onde", "Où"),
    "documents": Text("Documents", "Documentos", "Documentos", "Documents"),
    "filter": Text("Filter", "Filtrar", "Filtrar", "Filtrer"),
    "any": Text("All", "Cualquiera", "Qualquer", "Tout"),
    "page_of": Text("Page {} of {}", "Página {} de {}", "Página {} de {}", "Page {} sur {}"),
    "previous": Text("Previous", "Anterior", "Anterior", "Précédente"),
    "next": Text("Next", "Siguiente", "Próxima", "Suivante"),
}
"""What templates say, ``{{ say.edit|said }}``."""

WRONG = {
    "edited": Text(
        "Somebody else has changed this meanwhile. Below is how it is now, beside what you wrote.",
        "Otra persona lo modificó entretanto. Abajo está como quedó, junto a lo que usted escribió.",
        "Outra pessoa alterou isto nesse meio-tempo. Abaixo está como ficou, ao lado do que você "
        "escreveu.",
        "Quelqu’un l’a modifié entre-temps. Voici l’état actuel, à côté de ce que vous avez écrit.",
    ),
    "changed_meanwhile": Text(
        "Somebody else has changed this meanwhile. Open it again and look.",
        "Otra persona lo modificó entretanto. Ábralo de nuevo y revíselo.",
        "Outra pessoa alterou isto nesse meio-tempo. Abra de novo e verifique.",
        "Quelqu’un l’a modifié entre-temps. Rouvrez-le et vérifiez.",
    ),
    "address": Text(
        "This is not a web address. Begin it with https:// or http://, or leave it empty.",
        "Esto no es una dirección web. Comience con https:// o http://, o déjela vacía.",
        "Isto não é um endereço na web. Comece com https:// ou http://, ou deixe-o vazio.",
        "Ceci n’est pas une adresse web. Commencez par https:// ou http://, ou laissez-la vide.",
    ),
    "rows": Text(
        "There are too many rows: at most {most}.",
        "Hay demasiadas filas: {most} como máximo.",
        "Há linhas demais: no máximo {most}.",
        "Il y a trop de lignes : {most} au plus.",
    ),
    "long": Text(
        "The text is too long: at most {longest} characters are kept.",
        "El texto es demasiado largo: se admiten {longest} caracteres como máximo.",
        "O texto é longo demais: são aceitos no máximo {longest} caracteres.",
        "Le texte est trop long : {longest} caractères au plus.",
    ),
    "signs": Text(
        "The text has signs that cannot be shown ({sign}, line {line}). Delete them.",
        "El texto contiene signos que no se pueden mostrar ({sign}, línea {line}). Bórrelos.",
        "O texto contém sinais que não podem ser mostrados ({sign}, linha {line}). Apague-os.",
        "Le texte contient des signes qui ne peuvent être affichés ({sign}, ligne {line}). "
        "Supprimez-les.",
    ),
    "day": Text(
        "“{given}” is not a day. Write it as year-month-day: 2026-03-31.",
        "«{given}» no es una fecha. Escríbala como año-mes-día: 2026-03-31.",
        "“{given}” não é uma data. Escreva-a como ano-mês-dia: 2026-03-31.",
        "« {given} » n’est pas une date. Écrivez année-mois-jour : 2026-03-31.",
    ),
    "ends_before": Text(
        "It ends before it begins. Change one of the two days.",
        "Termina antes de empezar. Cambie una de las dos fechas.",
        "Termina antes de começar. Altere uma das duas datas.",
        "Cela finit avant de commencer. Changez l’une des deux dates.",
    ),
    "empty": Text(
        "This field may not be empty: {name}.",
        "Este campo no puede quedar vacío: {name}.",
        "Este campo não pode ficar vazio: {name}.",
        "Ce champ ne peut rester vide : {name}.",
    ),
}
"""Why something cannot be taken."""
