"""The work programme of a secretariat: its rules, apart from its pages.

From mandate to activity to evidence: what a programme, a mandate, a meeting and an organisation's
entry in a matrix of convergence are, how a document is read, how common ground is found.
"""
