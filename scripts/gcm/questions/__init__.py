"""Answer questions (`gcm ask`) and any SPARQL query (`gcm query`) as rows that people read.

    from gcm.questions.ask import ask
    ask(Source(), "participants", {"event": "2024-san-salvador"}).table

Public: `ask.ask`, `query.query`, `question.read_question`, `catalogue.read_catalogue`, `rows.Rows`.
"""
