"""Runs one module of PyMongo's tests, and of it the specification tests in the unified format only.

    run_unified.py <folder of PyMongo's source package> <module>

The driver is the one in that folder, without its C extensions. DB_IP and DB_PORT name the server. The last line of
the output is JSON: {"passed": 3, "failed": [{"name", "error"}], "skipped": {"reason": 2}}.
"""

import json
import sys
import unittest
from collections import Counter

folder, module = sys.argv[1:]
# Before Python's own package `test`, and before any PyMongo that is installed.
sys.path.insert(0, folder)

import test  # noqa: E402
from test.unified_format import UnifiedSpecTestMixinV1  # noqa: E402


class Counting(unittest.TestResult):
    passed = 0

    def addSuccess(self, case):
        self.passed += 1


def cases(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from cases(one)
        # A module that does not load is a test that fails, called _FailedTest.
        elif isinstance(one, UnifiedSpecTestMixinV1) or type(one).__name__ == "_FailedTest":
            yield one


def last_line(trace):
    return next((line for line in reversed(trace.splitlines()) if line.strip()), "")


def name_of(case):
    method = getattr(case, "_testMethodName", None)
    return f"{type(case).__name__}.{method}" if method else str(case)


test.setup()
result = Counting()
unittest.TestSuite(cases(unittest.defaultTestLoader.loadTestsFromName(module))).run(result)

# PyMongo lists some for what the driver does not have.
expected = [(case, "PyMongo expects it to fail") for case, _ in result.expectedFailures]
skipped = Counter(
    reason.removeprefix(f"{type(case).__name__} ") for case, reason in result.skipped + expected
)
failed = [
    {"name": name_of(case), "error": last_line(trace)}
    for case, trace in result.errors + result.failures
] + [
    {"name": name_of(case), "error": "PyMongo expects it to fail, and it passes"}
    for case in result.unexpectedSuccesses
]
print(json.dumps({"passed": result.passed, "failed": failed, "skipped": skipped}), flush=True)
