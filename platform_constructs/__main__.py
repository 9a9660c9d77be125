"""
`python -m platform_constructs` is `paved`.
"""

from __future__ import annotations

from platform_constructs.cli.main import main

if __name__ == "__main__":
    main()
