"""Ten years of coordinated development of Beijing, Tianjin and Hebei, claim by claim.

Tables of claims, evidence, verdicts and series, in Chinese and English:

>>> import jjjdata
>>> claims = jjjdata.load("claims")
>>> claims["statement_en"].iloc[1]
'The State Council Information Office held a press conference on February 27, 2024.'

Importing the package loads neither pandas nor pyarrow; each call imports what it needs.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .checks import check as check
    from .citations import cite as cite
    from .claims import claim as claim
    from .claims import find as find
    from .differences import diff as diff
    from .displays import shown as shown
    from .displays import when as when
    from .errors import DataError as DataError
    from .errors import JJJDataError as JJJDataError
    from .errors import MissingExtraError as MissingExtraError
    from .errors import UnknownNameError as UnknownNameError
    from .exports import export as export
    from .frames import load as load
    from .glossaries import glossary as glossary
    from .package import describe as describe
    from .package import path as path
    from .package import schema as schema
    from .package import tables as tables
    from .validation import validate as validate
    from .validation import verify as verify

    __version__: str

_HOMES = {
    "check": "checks",
    "cite": "citations",
    "claim": "claims",
    "find": "claims",
    "diff": "differences",
    "shown": "displays",
    "when": "displays",
    "DataError": "errors",
    "JJJDataError": "errors",
    "MissingExtraError": "errors",
    "UnknownNameError": "errors",
    "export": "exports",
    "load": "frames",
    "glossary": "glossaries",
    "describe": "package",
    "path": "package",
    "schema": "package",
    "tables": "package",
    "validate": "validation",
    "verify": "validation",
}
__all__ = ["__version__", *_HOMES]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("jjjdata")
    elif name in _HOMES:
        value = getattr(__import__(f"{__name__}.{_HOMES[name]}", fromlist=[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
