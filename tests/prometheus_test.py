#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real Prometheus and lintel: prometheus_test.py LINTEL.

A server of our own is scraped by a Prometheus that runs here, on loopback and
for a few seconds.  What it then exports and answers is read by lintel, and must
come to the same numbers.  What promtool refuses, lintel must refuse.
"""

import contextlib
import datetime
import http.server
import json
import math
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import tap

PATIENCE = 15

# Which of these are no Prometheus text is for promtool to say.
TEXTS = [
    "", "a 1\n", "a 1", "a 1\r\n", "\ufeffa 1\n", "a\n", "a \n", "a x\n", "a 1 2\n", "a 1 2.5\n", "a 1 -5\n",
    "a 1 +5\n", "a 1 2 3\n", 'a 1 2 # {b="c"} 1\n', "a 0x1p4\n", "a 1_0\n", "a inf\n", "a +Inf\n", "a nan\n",
    "a +NaN\n", "a -Infinity\n", "a 1e999\n", "a 1e-999\n", "a .5\n", "a 5.\n", "a 1,5\n", '  a { b = "c" , }\t1\n',
    'a{b="c"}1\n', "a{} 1\n", "a{,} 1\n", 'a{b="c",,} 1\n', 'a{b="c" d="e"} 1\n', 'a{b="c",b="d"} 1\n',
    'a{__name__="x"} 1\n', 'a{b="\\q"} 1\n', 'a{b="\\\\\\"\\n"} 1\n', 'a{b="x\ny"} 1\n', 'a{b="c\n', 'a{b:c="d"} 1\n',
    'a{b=c} 1\n', '{b="c"} 1\n', "1a 1\n", "a:b 1\n", "a-b 1\n", "# TYPE a counter\na 1\n# TYPE a counter\n",
    "a 1\n# TYPE a counter\n", "# HELP a x\n# HELP a y\n", "# TYPE a sum\n", "# TYPE a unknown\n",
    "# TYPE a counter x\n", "# TYPE a\n", "# TYPE\n", "#TYPE a counter\n#TYPE a counter\n", "# remark\n#\n\n",
    '# TYPE a histogram\na_bucket{le="x"} 1\n', '# TYPE a histogram\na_bucket{le="1"} 1\n',
    '# TYPE a summary\na{quantile="x"} 1\n', '# TYPE a summary\na{quantile="1"} 1\n', "# EOF\n", "a 1\na 2\n",
    "# TYPE a counter\na -1\n", "a 1\nb 1\na 2\n",
]


# OpenMetrics; Prometheus is to take it, and not to take it without its end.
OPEN = """\
# TYPE parcels counter
# HELP parcels Parcels sent.
parcels_total{to="a b",size="\\"L\\""} 17 # {trace_id="9f"} 1 1795234800.5
parcels_created{to="a b",size="\\"L\\""} 1795200000.25
# TYPE weight_kilograms gauge
# UNIT weight_kilograms kilograms
weight_kilograms 2.5e-1
# TYPE trip_seconds histogram
# UNIT trip_seconds seconds
trip_seconds_bucket{le="60.0"} 3 # {} 12.5
trip_seconds_bucket{le="+Inf"} 4
trip_seconds_count 4
trip_seconds_sum 3611.5
# TYPE fleet info
fleet_info{version="3"} 1
# TYPE mode stateset
mode{mode="day"} 1
mode{mode="night"} 0
# TYPE climb summary
climb{quantile="0.5"} NaN
climb_count 0
# EOF
"""
CUT = OPEN[:OPEN.index("# EOF")]


class Shop(http.server.BaseHTTPRequestHandler):
    """Exports a few metrics, which grow with each scrape."""

    scrapes = 0

    def do_GET(self):
        """Metrics as text, or at /open and /cut as OpenMetrics."""
        if self.path == "/open":
            self.answer(OPEN.encode(), "application/openmetrics-text; version=1.0.0; charset=utf-8")
            return
        if self.path == "/cut":
            self.answer(CUT.encode(), "application/openmetrics-text; version=1.0.0; charset=utf-8")
            return
        Shop.scrapes += 1
        n = Shop.scrapes
        body = (
            "# HELP orders_total Orders taken.\n# TYPE orders_total counter\n"
            f'orders_total{{shop="Zürich \\"HB\\"",paid="yes"}} {n * 10}\n'
            f'orders_total{{shop="Zürich \\"HB\\"",paid="no"}} {n}\n'
            f"# TYPE queue gauge\nqueue {0.1 + n}\n# TYPE broken gauge\nbroken NaN\n"
            "# TYPE wait_seconds histogram\n"
            f'wait_seconds_bucket{{le="0.1"}} {n}\nwait_seconds_bucket{{le="0.5"}} {n * 3}\n'
            f'wait_seconds_bucket{{le="+Inf"}} {n * 4}\nwait_seconds_sum {n * 1.5}\nwait_seconds_count {n * 4}\n'
        ).encode()
        self.answer(body, "text/plain; version=0.0.4; charset=utf-8")

    def answer(self, body, kind):
        """Sends it."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        """Says nothing."""


@contextlib.contextmanager
def shop():
    """The port of a server with metrics."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()


def free_port():
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def prometheus(program, folder, target):
    """The address of a Prometheus that scrapes `target` each second."""
    port = free_port()
    jobs = "".join(
        f"  - {{ job_name: {job}, metrics_path: {path}, static_configs: [{{ targets: ['127.0.0.1:{target}'] }}] }}\n"
        for job, path in (("shop", "/metrics"), ("open", "/open"), ("cut", "/cut")))
    (folder / "prometheus.yml").write_text(
        f"global: {{ scrape_interval: 1s, scrape_timeout: 1s }}\nscrape_configs:\n{jobs}", encoding="utf-8")
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{port}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def fetch(url, accept="*/*"):
    """The body of an answer, also of one that is an error."""
    # No proxy of the environment is asked for what is on loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, headers={"Accept": accept}), timeout=5) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def query(address, expression, **more):
    """An answer of the API as bytes: a range if `more` says so."""
    kind = "query_range" if more else "query"
    return fetch(f"{address}/api/v1/{kind}?" + urllib.parse.urlencode({"query": expression, **more}))


def wait_for_samples(address):
    """True once there were a few scrapes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError, KeyError, IndexError):
            answer = json.loads(query(address, 'count_over_time(queue[1m])'))
            if float(answer["data"]["result"][0]["value"][1]) >= 3:
                return True
        time.sleep(0.2)
    return False


def moment(seconds):
    """A time as RFC 3339."""
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def take_snapshots(address, folder):
    """Stores what Prometheus exports and answers; the moment of it."""
    now = time.time()
    stamp = moment(now).replace(":", "-")
    orders = 'orders_total{paid="yes"}'
    snapshots = {
        f"self-{stamp}.prom": fetch(f"{address}/metrics"),
        f"open-{stamp}.om": OPEN.encode(),
        "federate.prom": fetch(f"{address}/federate?" + urllib.parse.urlencode({"match[]": '{job="shop"}'})),
        "api/vector.json": query(address, orders),
        "api/matrix.json": query(address, "queue", start=now - 10, end=now, step=1),
        "api/scalar.json": query(address, "scalar(queue)"),
        "api/empty.json": query(address, "no_such_series"),
        "api/nan.json": query(address, "broken"),
        "api/up.json": query(address, "up"),
        "api/trips.json": query(address, 'trip_seconds_bucket{le="60.0"}'),
    }
    for name, body in snapshots.items():
        path = folder / "telemetry" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    (folder / "error.json").write_bytes(query(address, "sum("))
    return now


CONFIG = """\
version: 1
telemetry:
  snapshots:
    - "telemetry/*.prom"
    - "telemetry/*.om"
    - { paths: "telemetry/api/*.json", format: prometheus-api }
  metrics:
    federated: { from: 'orders_total{paid="yes",shop="Zürich \\"HB\\""}', source: telemetry/federate.prom }
    vector: { from: 'orders_total{paid="yes"}', source: telemetry/api/vector.json }
    matrix: { from: queue, source: telemetry/api/matrix.json }
    nothing: { from: no_such_series, source: telemetry/api/empty.json }
    nan: { from: broken, source: telemetry/api/nan.json }
    start: { from: process_start_time_seconds, format: prometheus, unit: s }
    wait: { from: 'prometheus_http_request_duration_seconds{handler="/api/v1/query"}', format: prometheus }
    parcels: { from: 'parcels_total{size="\\"L\\""}', format: openmetrics }
    trips: { from: trip_seconds, format: openmetrics }
    trips_in_time: { from: trip_seconds_bucket, source: telemetry/api/trips.json }
    open_is_up: { from: 'up{job="open"}', source: telemetry/api/up.json }
    cut_is_up: { from: 'up{job="cut"}', source: telemetry/api/up.json }
"""


def run(program, folder, *arguments):
    """Exit code and what it says as JSON."""
    done = subprocess.run(
        [program, "telemetry", *arguments, "--format", "json"], cwd=folder, check=False, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"})
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


def lines_of(path):
    """How many samples a text exposition has."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if line and not line.startswith("#"))


def value_of(text, name):
    """The value of the sample that begins so, in a text exposition."""
    return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name + " "))


def reading(program, folder, now, t):
    """What lintel says of the snapshots, against what they say themselves."""
    as_of = moment(now + 2)
    code, checked, errors = run(program, folder, "check", "--as-of", as_of)
    snapshots = {s["path"]: s for s in checked.get("snapshots", [])}
    unreadable = [p for p, s in snapshots.items() if not s["readable"]]
    t.result("all that Prometheus writes is read",
             [str(checked), errors] if unreadable or len(snapshots) != 10 or code > 1 else [])
    # What Prometheus says of its histograms holds together, or lintel would have said so.
    faults = [f["text"] for f in checked.get("faults", []) if f["rule"].endswith(("schema", "timestamp", "time"))]
    t.result("none of it is impossible", faults)
    text = next((folder / "telemetry").glob("self-*.prom"))
    counted = snapshots.get(f"telemetry/{text.name}", {}).get("samples", 0)
    # A histogram that is asked for is one more.
    t.result("every line is a sample", [] if counted == lines_of(text) + 1 else [f"{counted}, {lines_of(text)} lines"])

    _, shown, errors = run(program, folder, "show", "--as-of", as_of)
    metrics = {m["name"]: m for m in shown.get("metrics", [])}
    vector = json.loads((folder / "telemetry/api/vector.json").read_text(encoding="utf-8"))
    matrix = json.loads((folder / "telemetry/api/matrix.json").read_text(encoding="utf-8"))
    points = matrix["data"]["result"][0]["values"]
    federated = next(line for line in (folder / "telemetry/federate.prom").read_text(encoding="utf-8").splitlines()
                     if line.startswith("orders_total{") and 'paid="yes"' in line)
    self_text = text.read_text(encoding="utf-8")
    wait = 'prometheus_http_request_duration_seconds_count{handler="/api/v1/query"}'
    expected = {
        "vector": float(vector["data"]["result"][0]["value"][1]),
        "matrix": float(points[-1][1]),
        "federated": float(federated.split()[-2]),
        "start": value_of(self_text, "process_start_time_seconds"),
        "wait": value_of(self_text, wait),
        # As Prometheus says, OPEN is OpenMetrics and CUT is not.
        "open_is_up": 1,
        "cut_is_up": 0,
        "parcels": 17,
        "trips": 4,
        "trips_in_time": 3,
    }
    for name, value in expected.items():
        got = metrics.get(name, {}).get("value")
        same = got is not None and math.isclose(got, value, rel_tol=1e-12)
        t.result(f"{name} has its value", [] if same else [f"{got} is not {value}", str(metrics.get(name)), errors])
    t.result("a matrix has all its samples",
             [] if metrics.get("matrix", {}).get("samples") == len(points) else [str(metrics.get("matrix"))])
    for name in ("nothing", "nan"):
        state = metrics.get(name, {}).get("state", "")
        t.result(f"{name} is not known", ["state " + state] if state in ("", "ok") else [])


def refusing(program, folder, t):
    """What is an error or cut off is no data."""
    (folder / "telemetry/api/error.json").write_bytes((folder / "error.json").read_bytes())
    (folder / "telemetry/cut.om").write_text(CUT, encoding="utf-8")
    code, checked, errors = run(program, folder, "check")
    problems = {s["path"]: s["problem"] for s in checked.get("snapshots", []) if not s["readable"]}
    expected = {"telemetry/api/error.json": "answered with an error: bad_data", "telemetry/cut.om": "no '# EOF'"}
    right = code == 2 and problems.keys() == expected.keys() and all(expected[p] in problems[p] for p in problems)
    t.result("an error and half a file are no data", [] if right else [f"exit {code}", str(problems), errors])


def agreeing(program, promtool, folder, t):
    """promtool and lintel refuse the same texts."""
    (folder / "lintel.yaml").write_text('version: 1\ntelemetry: { snapshots: ["*.prom"] }\n', encoding="utf-8")
    for i, text in enumerate(TEXTS):
        (folder / f"{i:03}.prom").write_text(text, encoding="utf-8", newline="")
    _, checked, errors = run(program, folder, "check")
    readable = {s["path"]: s["readable"] for s in checked.get("snapshots", [])}
    problems = [errors] if len(readable) != len(TEXTS) else []
    for i, text in enumerate(TEXTS):
        done = subprocess.run([promtool, "check", "metrics"], input=text.encode(), check=False, capture_output=True)
        refused = b"error while linting" in done.stderr + done.stdout
        if readable.get(f"{i:03}.prom") == refused:
            problems.append(f"{text!r}: promtool {'refuses' if refused else 'takes'} it, lintel does not")
    t.result(f"lintel refuses what promtool refuses, of {len(TEXTS)} texts", problems)


def main():
    """Runs all of it, as far as the programs are there."""
    program = str(pathlib.Path(sys.argv[1]).resolve())
    server, promtool = shutil.which("prometheus"), shutil.which("promtool")
    if not server or not promtool:
        print("1..0 # SKIP prometheus is not installed")
        return 0
    t = tap.Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in ("server", "tree", "texts"):
            (folder / part).mkdir()
        with shop() as port, prometheus(server, folder / "server", port) as address:
            ready = wait_for_samples(address)
            log = (folder / "server/log").read_text(encoding="utf-8")
            t.result("Prometheus scrapes", [] if ready else [log])
            now = take_snapshots(address, folder / "tree") if ready else 0
        if ready:
            (folder / "tree/lintel.yaml").write_text(CONFIG, encoding="utf-8")
            reading(program, folder / "tree", now, t)
            refusing(program, folder / "tree", t)
        agreeing(program, promtool, folder / "texts", t)
    return t.finish()


if __name__ == "__main__":
    sys.exit(main())
