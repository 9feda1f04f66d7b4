"""What no test run may collect: rooms whose libraries are an extra, where that is not installed."""

import importlib.util

needs_extra = [name for name in ("torch", "onnx") if importlib.util.find_spec(name) is None]
collect_ignore_glob = ["kg/learning/*"] if needs_extra else []
