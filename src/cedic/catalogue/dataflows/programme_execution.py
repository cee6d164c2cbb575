"""What became of a work programme: its activities, outputs, tasks and means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SHARE_KNOWN,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.programme import CITATION, NEEDS, OF_NOTHING, count, published, share
from cedic.catalogue.registry import publishes
from cedic.model import Code, Codelist, Dataflow, Dimension, Indicator, Text
from cedic.model.records import SECTIONS
from cedic.programme.execution import NO_CURRENCY, TOTAL, execution
from cedic.regions import currencies
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

_PARTLY_KNOWN = Text(
    "Only what is known is added; the share known says how much that is. Missing where nothing is "
    "known. Currencies are never added to each other; means in kind are left out.",
    "Solo se suma lo conocido; la proporción conocida dice cuánto es. Dato faltante si nada se "
    "conoce. Las monedas nunca se suman entre sí; los aportes en especie se omiten.",
    "Soma-se só o que é conhecido; a proporção conhecida diz quanto é. Dado ausente se nada é "
    "conhecido. As moedas nunca se somam entre si; os aportes em bens e serviços são omitidos.",
    "Seul ce qui est connu est additionné ; la part connue dit combien. Donnée manquante si rien "
    "n’est connu. Les monnaies ne s’additionnent jamais ; les apports en nature sont omis.",
)


def _money(id: str, name: Text, definition: Text, formula: str) -> Indicator:
    return Indicator(
        id,
        name,
        definition,
        formula=formula,
        range="0 and above",
        unit="CURRENCY_UNITS",
        edge_cases=_PARTLY_KNOWN,
        citation=CITATION,
        example=f"REF_AREA=SELA CURRENCY=USD INDICATOR={id}",
    )


CL_PROGRAMME_EXECUTION = Codelist.of(
    "CL_PROGRAMME_EXECUTION",
    Text(
        "Execution of the work programme",
        "Ejecución del programa de trabajo",
        "Execução do programa de trabalho",
        "Exécution du programme de travail",
    ),
    count(
        "ACTIVITIES",
        Text(
            "Activities programmed",
            "Actividades programadas",
            "Atividades programadas",
            "Activités programmées",
        ),
        Text(
            "Activities of the programme, whatever their status.",
            "Actividades del programa, sea cual sea su estado.",
            "Atividades do programa, qualquer que seja sua situação.",
            "Activités du programme, quel que soit leur statut.",
        ),
        r"\#\{a\}",
    ),
    count(
        "ACTIVITIES_PLANNED",
        Text(
            "Activities not yet begun",
            "Actividades previstas",
            "Atividades previstas",
            "Activités prévues",
        ),
        Text(
            "Activities that are planned and have not begun.",
            "Actividades previstas que no han comenzado.",
            "Atividades previstas que não começaram.",
            "Activités prévues qui n’ont pas commencé.",
        ),
        r"\#\{a : s_a = \text{planned}\}",
    ),
    count(
        "ACTIVITIES_UNDER_WAY",
        Text(
            "Activities under way",
            "Actividades en ejecución",
            "Atividades em execução",
            "Activités en cours",
        ),
        Text(
            "Activities that have begun and are not completed.",
            "Actividades que han comenzado y no han concluido.",
            "Atividades que começaram e não foram concluídas.",
            "Activités commencées et non achevées.",
        ),
        r"\#\{a : s_a = \text{under way}\}",
    ),
    count(
        "ACTIVITIES_COMPLETED",
        Text(
            "Activities completed",
            "Actividades concluidas",
            "Atividades concluídas",
            "Activités achevées",
        ),
        Text(
            "Activities whose status is completed.",
            "Actividades cuyo estado es concluida.",
            "Atividades cuja situação é concluída.",
            "Activités dont le statut est achevée.",
        ),
        r"\#\{a : s_a = \text{completed}\}",
    ),
    count(
        "ACTIVITIES_POSTPONED",
        Text(
            "Activities postponed",
            "Actividades aplazadas",
            "Atividades adiadas",
            "Activités reportées",
        ),
        Text(
            "Activities put off to a later time.",
            "Actividades que se dejaron para más adelante.",
            "Atividades deixadas para mais tarde.",
            "Activités remises à plus tard.",
        ),
        r"\#\{a : s_a = \text{postponed}\}",
    ),
    count(
        "ACTIVITIES_CANCELLED",
        Text(
            "Activities cancelled",
            "Actividades canceladas",
            "Atividades canceladas",
            "Activités annulées",
        ),
        Text(
            "Activities that will not be carried out.",
            "Actividades que no se realizarán.",
            "Atividades que não serão realizadas.",
            "Activités qui n’auront pas lieu.",
        ),
        r"\#\{a : s_a = \text{cancelled}\}",
    ),
    share(
        "COMPLETION_RATE",
        Text(
            "Activities completed, share",
            "Proporción de actividades concluidas",
            "Proporção de atividades concluídas",
            "Part des activités achevées",
        ),
        Text(
            "Activities completed over all activities programmed, those postponed and cancelled "
            "among them.",
            "Actividades concluidas sobre todas las programadas, incluidas las aplazadas y las "
            "canceladas.",
            "Atividades concluídas sobre todas as programadas, inclusive as adiadas e as canceladas.",
            "Activités achevées sur toutes celles programmées, y compris celles reportées et "
            "annulées.",
        ),
        r"\frac{\#\{a : s_a = \text{completed}\}}{\#\{a\}}",
    ),
    count(
        "OUTPUTS",
        Text(
            "Outputs programmed", "Productos programados", "Produtos programados", "Produits prévus"
        ),
        Text(
            "Studies, meetings, courses, portals, documents and services that activities are to "
            "bring forth.",
            "Estudios, reuniones, cursos, portales, documentos y servicios que las actividades han "
            "de producir.",
            "Estudos, reuniões, cursos, portais, documentos e serviços que as atividades devem "
            "produzir.",
            "Études, réunions, formations, portails, documents et services que les activités "
            "doivent produire.",
        ),
        r"\#\{o\}",
    ),
    count(
        "OUTPUTS_DELIVERED",
        Text("Outputs delivered", "Productos entregados", "Produtos entregues", "Produits livrés"),
        Text(
            "Outputs with a day of delivery on record.",
            "Productos con fecha de entrega registrada.",
            "Produtos com data de entrega registrada.",
            "Produits dont la date de livraison est enregistrée.",
        ),
        r"\#\{o : d_o\}",
    ),
    share(
        "DELIVERY_RATE",
        Text(
            "Outputs delivered, share",
            "Proporción de productos entregados",
            "Proporção de produtos entregues",
            "Part des produits livrés",
        ),
        Text(
            "Outputs delivered over all outputs programmed.",
            "Productos entregados sobre todos los programados.",
            "Produtos entregues sobre todos os programados.",
            "Produits livrés sur tous ceux qui étaient prévus.",
        ),
        r"\frac{\#\{o : d_o\}}{\#\{o\}}",
    ),
    count(
        "STUDIES",
        Text("Studies programmed", "Estudios programados", "Estudos programados", "Études prévues"),
        Text(
            "Outputs that are studies.",
            "Productos que son estudios.",
            "Produtos que são estudos.",
            "Produits qui sont des études.",
        ),
        r"\#\{o : k_o = \text{study}\}",
    ),
    count(
        "STUDIES_DELIVERED",
        Text("Studies delivered", "Estudios entregados", "Estudos entregues", "Études livrées"),
        Text(
            "Studies with a day of delivery on record.",
            "Estudios con fecha de entrega registrada.",
            "Estudos com data de entrega registrada.",
            "Études dont la date de livraison est enregistrée.",
        ),
        r"\#\{o : k_o = \text{study}, d_o\}",
    ),
    share(
        "STUDIES_INTERNAL_SHARE",
        Text(
            "Studies done by the secretariat, share",
            "Proporción de estudios de ejecución interna",
            "Proporção de estudos de execução interna",
            "Part des études réalisées en interne",
        ),
        Text(
            "Studies that the secretariat does itself over those of which it is known who does "
            "them.",
            "Estudios que hace la propia secretaría sobre aquellos de los que se sabe quién los "
            "hace.",
            "Estudos que a própria secretaria faz sobre aqueles de que se sabe quem os faz.",
            "Études que le secrétariat fait lui-même sur celles dont on sait qui les fait.",
        ),
        r"\frac{\#\{o : k_o = \text{study}, m_o = \text{internal}\}}"
        r"{\#\{o : k_o = \text{study}, m_o \text{ known}\}}",
        Text(
            "Missing where of no study it is known who does it; the share known says of how many "
            "it is.",
            "Dato faltante si de ningún estudio se sabe quién lo hace; la proporción conocida dice "
            "de cuántos se sabe.",
            "Dado ausente se de nenhum estudo se sabe quem o faz; a proporção conhecida diz de "
            "quantos se sabe.",
            "Donnée manquante si l’on ne sait d’aucune étude qui la fait ; la part connue dit de "
            "combien on le sait.",
        ),
    ),
    count(
        "COURSES",
        Text(
            "Courses programmed", "Cursos programados", "Cursos programados", "Formations prévues"
        ),
        Text(
            "Outputs that are courses.",
            "Productos que son cursos.",
            "Produtos que são cursos.",
            "Produits qui sont des formations.",
        ),
        r"\#\{o : k_o = \text{course}\}",
    ),
    count(
        "COURSES_DELIVERED",
        Text("Courses given", "Cursos impartidos", "Cursos ministrados", "Formations données"),
        Text(
            "Courses with a day on record on which they were given.",
            "Cursos con fecha registrada en que se impartieron.",
            "Cursos com data registrada em que foram ministrados.",
            "Formations dont la date est enregistrée.",
        ),
        r"\#\{o : k_o = \text{course}, d_o\}",
    ),
    count(
        "MEETING_OUTPUTS",
        Text(
            "Meetings programmed",
            "Reuniones programadas",
            "Reuniões programadas",
            "Réunions prévues",
        ),
        Text(
            "Outputs that are meetings; MEETINGS has the meetings themselves.",
            "Productos que son reuniones; MEETINGS tiene las reuniones mismas.",
            "Produtos que são reuniões; MEETINGS tem as próprias reuniões.",
            "Produits qui sont des réunions ; MEETINGS a les réunions elles-mêmes.",
        ),
        r"\#\{o : k_o = \text{meeting}\}",
    ),
    count(
        "MEETING_OUTPUTS_DELIVERED",
        Text(
            "Programmed meetings held",
            "Reuniones programadas celebradas",
            "Reuniões programadas realizadas",
            "Réunions prévues tenues",
        ),
        Text(
            "Outputs that are meetings, with a day on record on which they were held.",
            "Productos que son reuniones, con fecha registrada en que se celebraron.",
            "Produtos que são reuniões, com data registrada em que se realizaram.",
            "Produits qui sont des réunions, dont la date de tenue est enregistrée.",
        ),
        r"\#\{o : k_o = \text{meeting}, d_o\}",
    ),
    count(
        "TASKS",
        Text("Tasks", "Tareas", "Tarefas", "Tâches"),
        Text(
            "Steps of the activities.",
            "Pasos de las actividades.",
            "Passos das atividades.",
            "Étapes des activités.",
        ),
        r"\#\{t\}",
    ),
    count(
        "TASKS_DONE",
        Text("Tasks done", "Tareas realizadas", "Tarefas realizadas", "Tâches accomplies"),
        Text(
            "Tasks with a day on record on which they were finished.",
            "Tareas con fecha de conclusión registrada.",
            "Tarefas com data de conclusão registrada.",
            "Tâches dont la date d’achèvement est enregistrée.",
        ),
        r"\#\{t : d_t\}",
    ),
    share(
        "TASKS_ON_TIME_SHARE",
        Text(
            "Tasks done on time, share",
            "Proporción de tareas realizadas a tiempo",
            "Proporção de tarefas realizadas no prazo",
            "Part des tâches accomplies à temps",
        ),
        Text(
            "Tasks finished on or before the last day of their schedule over those finished that "
            "have such a day.",
            "Tareas concluidas hasta el último día de su cronograma sobre las concluidas que tienen "
            "ese día.",
            "Tarefas concluídas até o último dia de seu cronograma sobre as concluídas que têm esse "
            "dia.",
            "Tâches achevées au plus tard le dernier jour de leur calendrier sur celles achevées qui "
            "ont un tel jour.",
        ),
        r"\frac{\#\{t : d_t \le e_t\}}{\#\{t : d_t, e_t\}}",
        Text(
            "Schedules in words without a day are left out; the share known says how many tasks "
            "done have one. Missing where none has.",
            "Se omiten los cronogramas en palabras sin fecha; la proporción conocida dice cuántas "
            "tareas realizadas la tienen. Dato faltante si ninguna la tiene.",
            "Omitem-se os cronogramas em palavras sem data; a proporção conhecida diz quantas "
            "tarefas realizadas a têm. Dado ausente se nenhuma a tem.",
            "Les calendriers en toutes lettres sans date sont omis ; la part connue dit combien de "
            "tâches accomplies en ont une. Donnée manquante si aucune n’en a.",
        ),
    ),
    _money(
        "BUDGET_PLANNED",
        Text(
            "Planned budget",
            "Presupuesto previsto",
            "Orçamento previsto",
            "Budget prévu",
        ),
        Text(
            "Planned means in money, from the own budget and from cooperation agreements.",
            "Recursos previstos en dinero, del presupuesto propio y de convenios de cooperación.",
            "Recursos previstos em dinheiro, do orçamento próprio e de acordos de cooperação.",
            "Moyens prévus en argent, du budget propre et d’accords de coopération.",
        ),
        r"\sum_{f} P_f",
    ),
    _money(
        "BUDGET_SPENT",
        Text("Budget spent", "Presupuesto ejecutado", "Orçamento executado", "Budget exécuté"),
        Text(
            "Means in money that were spent.",
            "Recursos en dinero ejecutados.",
            "Recursos em dinheiro executados.",
            "Moyens en argent dépensés.",
        ),
        r"\sum_{f} S_f",
    ),
    Indicator(
        "BUDGET_EXECUTION_RATE",
        Text(
            "Budget execution rate",
            "Tasa de ejecución presupuestaria",
            "Taxa de execução orçamentária",
            "Taux d’exécution budgétaire",
        ),
        Text(
            "Money spent over money planned, of the means of which both are known.",
            "Dinero ejecutado sobre dinero previsto, de los recursos de los que ambos se conocen.",
            "Dinheiro executado sobre dinheiro previsto, dos recursos de que ambos são conhecidos.",
            "Argent dépensé sur argent prévu, des moyens dont les deux sont connus.",
        ),
        formula=r"\frac{\sum_{f} S_f}{\sum_{f} P_f}",
        range="0 and above; over 1 where more was spent than planned",
        unit="RATIO",
        edge_cases=OF_NOTHING,
        citation="PEFA Secretariat (2016), Framework for Assessing Public Financial Management, "
        "PI-1, Aggregate expenditure outturn.",
        example="REF_AREA=SELA CURRENCY=USD INDICATOR=BUDGET_EXECUTION_RATE",
    ),
)


def _areas() -> tuple[Code, ...]:
    numbered = (
        Code(id, Text(f"Area {id}", f"Área {id}", f"Área {id}", f"Domaine {id}"), parent=TOTAL)
        for id in SECTIONS
        if id != "_O"
    )
    everything = Text("All areas", "Todas las áreas", "Todas as áreas", "Tous les domaines")
    other = Text(
        "Outside the numbered areas",
        "Fuera de las áreas numeradas",
        "Fora das áreas numeradas",
        "Hors des domaines numérotés",
    )
    return (Code(TOTAL, everything), *numbered, Code("_O", other, parent=TOTAL))


def _currencies() -> tuple[Code, ...]:
    no_money = Text("Not in money", "No monetario", "Não monetário", "Non monétaire")
    named = (Code(id, name) for id, name in currencies().items())
    return (Code(NO_CURRENCY, no_money), *named)


PROGRAMME_AREA = Dimension(
    "PROGRAMME_AREA",
    Text("Area of the programme", "Área del programa", "Área do programa", "Domaine du programme"),
    codelist=Codelist(
        "CL_PROGRAMME_AREA",
        Text(
            "Areas of the work programme",
            "Áreas del programa de trabajo",
            "Áreas do programa de trabalho",
            "Domaines du programme de travail",
        ),
        _areas,
    ),
)
CURRENCY = Dimension(
    "CURRENCY",
    Text("Currency", "Moneda", "Moeda", "Monnaie"),
    codelist=Codelist(
        "CL_CURRENCY", Text("Currencies", "Monedas", "Moedas", "Monnaies"), _currencies
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_PROGRAMME_EXECUTION,
)

PROGRAMME_EXECUTION = Dataflow(
    id="PROGRAMME_EXECUTION",
    name=CL_PROGRAMME_EXECUTION.name,
    description=Text(
        "What the work programme of each year set out to do and what was done of it: activities by "
        "status, outputs, tasks, budget. Counted from what the institution has published in the "
        "portal; a programme of several years counts in its first. Demonstration programmes are a "
        "source of their own.",
        "Qué se propuso el programa de trabajo de cada año y qué se hizo de él: actividades según "
        "estado, productos, tareas, presupuesto. Se cuenta a partir de lo que la institución ha "
        "publicado en el portal; un programa de varios años cuenta en el primero. Los programas de "
        "demostración son una fuente aparte.",
        "O que o programa de trabalho de cada ano se propôs e o que dele foi feito: atividades por "
        "situação, produtos, tarefas, orçamento. Contado a partir do que a instituição publicou no "
        "portal; um programa de vários anos conta no primeiro. Os programas de demonstração são uma "
        "fonte à parte.",
        "Ce que le programme de travail de chaque année s’est proposé et ce qui en a été fait : "
        "activités par statut, produits, tâches, budget. Compté d’après ce que l’institution a "
        "publié dans le portail ; un programme de plusieurs années compte dans la première. Les "
        "programmes de démonstration sont une source à part.",
    ),
    dimensions=(FREQ, REF_AREA, PROGRAMME_AREA, CURRENCY, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PROGRAMME",
    attributes=(UNIT_MEASURE, OBS_STATUS, SHARE_KNOWN, VINTAGE),
    methods=tuple(CL_PROGRAMME_EXECUTION.codes),
    first_view="PROGRAMME_AREA=_T&CURRENCY=_Z&INDICATOR=ACTIVITIES_COMPLETED,ACTIVITIES_UNDER_WAY,"
    "ACTIVITIES_PLANNED,ACTIVITIES_POSTPONED,ACTIVITIES_CANCELLED",
    needs=NEEDS,
)


@publishes(PROGRAMME_EXECUTION, inputs={"records": AllSources("records")})
def programme_execution(records: ir.Table) -> ir.Table:
    """Activities, outputs, tasks and means, counted from the records of the programme."""
    return published(execution(records), records, CL_PROGRAMME_EXECUTION)
