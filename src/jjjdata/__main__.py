"""Run the command as ``python -m jjjdata``."""

from .cli import main

raise SystemExit(main())
