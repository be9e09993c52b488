"""The one error that the set-up shows to its user: a sentence on what is wrong and how to mend it."""


class SetupProblem(Exception):
    pass
