"""From documents to the models: `documents.store` writes one, with its pictures, once."""
