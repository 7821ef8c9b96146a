"""Ten years of coordinated development of Beijing, Tianjin and Hebei, claim by claim.

Tables of claims, evidence, verdicts and series, in Chinese and English:

>>> import jjjdata
>>> claims = jjjdata.load("claims")
>>> claims.set_index("id").loc["conference-date", "statement_en"]
"China's State Council Information Office held a press conference on February 27, 2024."

Importing the package loads neither pandas nor pyarrow; each call imports what it needs.
"""

from .anchors import locate
from .catalog import describe, path, schema, tables
from .charts import chart
from .checks import check
from .citations import cite
from .claims import claim
from .database import connect
from .differences import diff
from .errors import DataError, JJJDataError, MissingExtraError, UnknownNameError
from .exports import export
from .glossaries import glossary
from .search import find
from .series import series
from .site import browse
from .tables import load
from .validation import validate, verify

__all__ = [
    "DataError",
    "JJJDataError",
    "MissingExtraError",
    "UnknownNameError",
    "__version__",
    "browse",
    "chart",
    "check",
    "cite",
    "claim",
    "connect",
    "describe",
    "diff",
    "export",
    "find",
    "glossary",
    "load",
    "locate",
    "path",
    "schema",
    "series",
    "tables",
    "validate",
    "verify",
]

__version__: str


def __getattr__(name: str) -> str:
    if name == "__version__":
        return _version()
    raise AttributeError(
        f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}"
    )


def _version() -> str:
    # Here and not at the top: it loads the parser of e-mail, which nothing else needs.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(__name__)
    except PackageNotFoundError:  # run from a checkout that was never installed
        from .package import shipped

        return str(shipped().descriptor["version"])
