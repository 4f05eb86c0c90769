"""Named checks against a running gateway; one line each, so that the Swift suites can report them one by one.

`ok NAME`, `FAIL NAME: why` or `skip NAME: why`, and `done N` at the end, which tells a complete run from one that died
half-way.
"""

import sys
import traceback

_checks = []


class Skipped(Exception):
    """What a check needs cannot be had here; the message says what."""


def check(name):
    """Registers a function as a check; it fails by raising."""

    def register(function):
        _checks.append((name, function))
        return function

    return register


def run(*arguments):
    """Runs all checks in order and exits with 1 if any failed."""
    failed = 0
    for name, function in _checks:
        try:
            function(*arguments)
        except Skipped as reason:
            print(f"skip {name}: {reason}", flush=True)
        except Exception as error:  # a check fails by whatever it or the client raises
            failed += 1
            frame = traceback.extract_tb(error.__traceback__)[1]
            reason = f"{type(error).__name__}: {error}".replace("\n", " ")[:800]
            print(f"FAIL {name}: {reason} (line {frame.lineno}: {frame.line})", flush=True)
        else:
            print(f"ok {name}", flush=True)
    print(f"done {len(_checks)}", flush=True)
    sys.exit(1 if failed else 0)


def equal(found, expected):
    """Fails unless both are equal, showing both."""
    assert found == expected, f"found {found!r}, expected {expected!r}"


def contains(text, *parts):
    """Fails unless all parts stand in the text."""
    missing = [p for p in parts if p not in text]
    assert not missing, f"missing {missing!r} in {text!r}"


def raises(kind, call):
    """The error of exactly this class that the call raises."""
    try:
        reply = call()
    except kind as error:
        assert type(error) is kind, f"raised {type(error).__name__}, expected exactly {kind.__name__}: {error}"
        return error
    raise AssertionError(f"nothing was raised, expected {kind.__name__}; got {reply!r}"[:500])
