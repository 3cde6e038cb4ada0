"""Lighthouse's scores, as a phone, of plain pages and of the hall.

Run: `python benchmarks/lighthouse.py [FAIR] [PAGE ...]`. The tool's own mobile settings (a slow
phone, 1.6 Mbit/s, 150 ms, simulated); each page once, and below it what was found wanting. A
page is `home`, `stands`, `stand`, `product`, `programme`, `order` or `hall`. The performance
is told from how long this machine took: run it while nothing else runs.
"""

# ruff: noqa: E402  the path must come before our imports

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "tests"))
sys.path.insert(0, str(HERE / "peers"))

from chromium import FLAGS, find_chromium
from contenders import serve_ours
from hall_visit import list_stands, read_json
from peer_site import MODULES, need_modules

CATEGORIES = ("accessibility", "best-practices", "seo", "performance")
PLAIN_WANTED, HALL_WANTED = 95, 85
FULL = 100
LIMIT_S = 240


def list_pages(url: str) -> dict[str, str]:
    """Return the address of each page, those of one stand and one product among them."""
    index = read_json(url, read_json(url, "/api/v1/hall?lang=fr")["index"])
    stand = next(stand for stand in list_stands(index) if stand["near"])
    card = read_json(url, f"/api/v1/stands/{stand['id']}?lang=fr")
    product = next(p for p in card["products"] if p["can_order"])["id"]
    return {
        "home": f"{url}/fr/",
        "stands": f"{url}/fr/stands",
        "stand": f"{url}/fr/stands/{stand['number']}",
        "product": f"{url}/fr/products/{product}",
        "programme": f"{url}/fr/programme",
        "order": f"{url}/fr/order?product={product}",
        "hall": f"{url}/fr/hall",
    }


def run_lighthouse(url: str) -> dict[str, Any]:
    """Return the tool's report of a page."""
    flags = " ".join(["--headless=new", *FLAGS])
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        command = [
            str(MODULES / ".bin" / "lighthouse"), url, "--quiet", "--output=json",
            f"--output-path={target}", f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={flags}", "--no-enable-error-reporting", "--max-wait-for-load=90000",
        ]  # fmt: skip
        environ = {**os.environ, "CHROME_PATH": find_chromium()}
        done = subprocess.run(
            command, check=False, env=environ, timeout=LIMIT_S, capture_output=True, text=True
        )
        if not target.is_file():
            sys.exit(f"lighthouse failed on {url}:\n{done.stderr}")
        return dict(json.loads(target.read_text("utf-8")))


def tell(name: str, report: dict[str, Any]) -> None:
    """Print the scores of a page and what keeps them from the best."""
    scores = {key: round(100 * (report["categories"][key]["score"] or 0)) for key in CATEGORIES}
    wanted = HALL_WANTED if name == "hall" else PLAIN_WANTED
    short = [key for key in CATEGORIES[:3] if scores[key] < FULL]
    if scores["performance"] < wanted:
        short.append("performance")
    told = ", ".join(f"{key} {score}" for key, score in scores.items())
    print(f"  {name:10}{told}" + (f"   short: {', '.join(short)}" if short else ""))
    audits = report["audits"]
    moments = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
               "cumulative-layout-shift", "speed-index")  # fmt: skip
    told = ", ".join(f"{audits[key]['title']} {audits[key].get('displayValue')}" for key in moments)
    print(f"            {told}")
    for key in short:
        for part in report["categories"][key]["auditRefs"]:
            audit = audits[part["id"]]
            if part["weight"] and (audit["score"] or 0) < 1:
                told = f"{key}: {audit['id']}: {audit['title']} {audit.get('displayValue', '')}"
                print(f"            {told} {find_place(audit)}")


def find_place(audit: dict[str, Any]) -> str:
    """Return where the first finding of an audit is, or why it could not be made."""
    if audit.get("errorMessage"):
        return str(audit["errorMessage"])
    items = (audit.get("details") or {}).get("items") or []
    return json.dumps(items[0], ensure_ascii=False)[:300] if items else ""


def main() -> None:
    fair = sys.argv[1] if len(sys.argv) > 1 else "oriental-2022"
    need_modules()
    with serve_ours(fair) as url:
        pages = list_pages(url)
        print(f"{fair}: wanted 100, 100, 100 and {PLAIN_WANTED} (hall {HALL_WANTED})")
        for name in sys.argv[2:] or pages:
            tell(name, run_lighthouse(pages[name]))


if __name__ == "__main__":
    main()
