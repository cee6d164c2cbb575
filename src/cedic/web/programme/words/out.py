"""What is said of what goes out: documents, figures, the export."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "take": Text("As a document", "Como documento", "Como documento", "En document"),
    "document": Text(
        "The work programme",
        "El programa de trabajo",
        "O programa de trabalho",
        "Le programme de travail",
    ),
    "report": Text(
        "Activity report, {}",
        "Informe de actividades, {}",
        "Relatório de atividades, {}",
        "Rapport d’activité, {}",
    ),
    "meeting_report": Text(
        "Report of the meeting",
        "Informe de la reunión",
        "Relatório da reunião",
        "Rapport de la réunion",
    ),
    "live": Text(
        "working text, not published",
        "texto de trabajo, no publicado",
        "texto de trabalho, não publicado",
        "texte de travail, non publié",
    ),
    "version": Text("version {}", "versión {}", "versão {}", "version {}"),
    "compliance": Text(
        "Compliance report",
        "Informe de cumplimiento",
        "Relatório de cumprimento",
        "Rapport de mise en œuvre",
    ),
    "compliance_lead": Text(
        "What is on record of each paragraph in a period: activities, meetings and evidence.",
        "Lo que consta de cada párrafo en un período: actividades, reuniones y evidencia.",
        "O que consta de cada parágrafo em um período: atividades, reuniões e evidências.",
        "Ce qui est consigné pour chaque paragraphe sur une période : activités, réunions, preuves.",
    ),
    "from": Text("From", "Desde", "De", "Du"),
    "to": Text("To", "Hasta", "Até", "Au"),
    "as": Text("As", "En", "Em", "En"),
    "figures": Text(
        "Figures of the programme",
        "Cifras del programa",
        "Números do programa",
        "Chiffres du programme",
    ),
    "figures_lead": Text(
        "What is public of programmes, mandates and meetings is counted and published as three "
        "dataflows beside the others. What was counted before is replaced as a whole.",
        "Lo que es público de los programas, mandatos y reuniones se cuenta y se publica como tres "
        "flujos de datos junto a los demás. Lo contado antes se reemplaza por completo.",
        "O que é público dos programas, mandatos e reuniões é contado e publicado como três fluxos "
        "de dados ao lado dos demais. O que foi contado antes é substituído por inteiro.",
        "Ce qui est public des programmes, des mandats et des réunions est compté et publié en trois "
        "flux de données à côté des autres. Ce qui a été compté auparavant est entièrement remplacé.",
    ),
    "would_count": Text(
        "What would be counted",
        "Lo que se contaría",
        "O que seria contado",
        "Ce qui serait compté",
    ),
    "real": Text(
        "The institution’s own", "De la institución", "Da instituição", "De l’institution"
    ),
    "made_up": Text("Demonstration", "Demostración", "Demonstração", "Démonstration"),
    "what": Text("What", "Qué", "O quê", "Quoi"),
    "programmes": Text("Programmes", "Programas", "Programas", "Programmes"),
    "activities": Text("Activities", "Actividades", "Atividades", "Activités"),
    "mandates": Text("Mandates", "Mandatos", "Mandatos", "Mandats"),
    "paragraphs": Text("Paragraphs", "Párrafos", "Parágrafos", "Paragraphes"),
    "meetings": Text("Meetings", "Reuniones", "Reuniões", "Réunions"),
    "counted": Text("Counted last", "Último recuento", "Última contagem", "Dernier comptage"),
    "never": Text("never", "nunca", "nunca", "jamais"),
    "left_out": Text(
        "A mandate without a date and a meeting without a day are left out.",
        "Quedan fuera los mandatos sin fecha y las reuniones sin día.",
        "Ficam de fora os mandatos sem data e as reuniões sem dia.",
        "Les mandats sans date et les réunions sans jour sont laissés de côté.",
    ),
    "area": Text(
        "The area that the institution works for",
        "El área para la que trabaja la institución",
        "A área para a qual a instituição trabalha",
        "La zone pour laquelle l’institution travaille",
    ),
    "count": Text(
        "Count and publish", "Contar y publicar", "Contar e publicar", "Compter et publier"
    ),
    "nothing_public": Text(
        "Nothing of the work programme is public yet: publish a version of a programme, a mandate or "
        "a meeting first.",
        "Todavía no hay nada público del programa de trabajo: publique primero una versión de un "
        "programa, un mandato o una reunión.",
        "Ainda não há nada público do programa de trabalho: publique primeiro uma versão de um "
        "programa, um mandato ou uma reunião.",
        "Rien du programme de travail n’est encore public : publiez d’abord une version d’un "
        "programme, un mandat ou une réunion.",
    ),
    "to_dataflows": Text(
        "The dataflows", "Los flujos de datos", "Os fluxos de dados", "Les flux de données"
    ),
    "export": Text(
        "Full export", "Exportación completa", "Exportação completa", "Exportation complète"
    ),
    "export_lead": Text(
        "Everything that was entered, in one archive: each table as JSON Lines and as CSV, each "
        "programme and version as JSON, and the documents that are kept. The file README.md in it "
        "tells what each column holds.",
        "Todo lo ingresado, en un solo archivo: cada tabla en JSON Lines y en CSV, cada programa y "
        "versión en JSON, y los documentos guardados. El archivo README.md que contiene explica cada "
        "columna.",
        "Tudo o que foi inserido, em um só arquivo: cada tabela em JSON Lines e em CSV, cada programa "
        "e versão em JSON, e os documentos guardados. O arquivo README.md nele contido explica cada "
        "coluna.",
        "Tout ce qui a été saisi, dans une seule archive : chaque table en JSON Lines et en CSV, "
        "chaque programme et version en JSON, et les documents conservés. Le fichier README.md "
        "qu’elle contient décrit chaque colonne.",
    ),
    "with_people": Text(
        "With personal data: participants of meetings, the unit or country of each person, and who "
        "wrote what",
        "Con datos personales: participantes de reuniones, unidad o país de cada persona y quién "
        "escribió qué",
        "Com dados pessoais: participantes de reuniões, unidade ou país de cada pessoa e quem "
        "escreveu o quê",
        "Avec les données personnelles : participants aux réunions, unité ou pays de chaque personne "
        "et qui a écrit quoi",
    ),
    "people_note": Text(
        "Handle such an archive as the law on personal data demands. The export is written down in "
        "the audit trail.",
        "Trate ese archivo como lo exige la ley de protección de datos. La exportación queda anotada "
        "en el registro de auditoría.",
        "Trate esse arquivo como a lei de proteção de dados exige. A exportação fica anotada no "
        "registro de auditoria.",
        "Traitez cette archive comme l’exige la loi sur la protection des données. L’exportation est "
        "consignée dans le journal d’audit.",
    ),
    "take_export": Text(
        "Download the export",
        "Descargar la exportación",
        "Baixar a exportação",
        "Télécharger l’exportation",
    ),
}
"""What templates say, ``{{ say.figures|said }}``."""

WRONG = {
    "period": Text(
        "“{given}” is neither a month nor a day. Write 2012-09 or 2012-09-30.",
        "«{given}» no es un mes ni una fecha. Escriba 2012-09 o 2012-09-30.",
        "“{given}” não é um mês nem uma data. Escreva 2012-09 ou 2012-09-30.",
        "« {given} » n’est ni un mois ni une date. Écrivez 2012-09 ou 2012-09-30.",
    ),
    "busy": Text(
        "Too many documents are being made. Try again in a minute.",
        "Se están generando demasiados documentos. Intente de nuevo en un minuto.",
        "Há documentos demais sendo gerados. Tente novamente em um minuto.",
        "Trop de documents sont en préparation. Réessayez dans une minute.",
    ),
    "area": Text(
        "Choose the bloc or country that the institution works for.",
        "Elija el bloque o país para el que trabaja la institución.",
        "Escolha o bloco ou país para o qual a instituição trabalha.",
        "Choisissez le bloc ou le pays pour lequel l’institution travaille.",
    ),
}
"""Why something cannot be given out."""

ACTIONS = {
    "programme.exported": Text(
        "Work programme exported",
        "Programa de trabajo exportado",
        "Programa de trabalho exportado",
        "Programme de travail exporté",
    ),
    "programme.counted": Text(
        "Work programme counted",
        "Programa de trabajo contado",
        "Programa de trabalho contado",
        "Programme de travail compté",
    ),
}
"""What the audit trail calls what was done."""
