"""The tables of a new database, which the squashed migration makes in one step.

A module a subject, each with the OPERATIONS that make its tables. They belong to that migration and
never change with the models: each change of a model is its own migration.
"""
