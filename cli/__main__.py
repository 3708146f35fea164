"""`python -m policy_engine_cli` is the same as `policy-engine`."""

import sys

from .main import main

sys.exit(main())
