"""An environment of its own for a peer that needs packages that homeward does not have."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def python_with(*packages: str) -> tuple[Path | None, str]:
    """The Python of an environment with these packages, made where it is not there yet; or None, and why.

    It stands in the folder ``HOMEWARD_BENCH_CACHE``, else in the system's temporary folder.
    """
    cache = Path(os.environ.get("HOMEWARD_BENCH_CACHE") or tempfile.gettempdir())
    environment = cache / ("homeward-" + "-".join(package.replace("==", "-") for package in packages))
    python = environment / "bin" / "python"
    try:
        if not (environment / "complete").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(install, check=True, capture_output=True, text=True)
            (environment / "complete").touch()
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        return None, f"{', '.join(packages)} could not be installed: {str(said).strip().splitlines()[-1][:200]}"
    return python, ""
