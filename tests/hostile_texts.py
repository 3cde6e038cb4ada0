"""Texts that break out of markup, turn lines around or hide: what strangers type into forms.

`HALL_NAUGHTY_STRINGS` may name a JSON list of texts, or of objects with a `payload`, to be
tried as well: the big list of naughty strings and the fixtures of DOMPurify are such.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=https://evil.example><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<style>@import 'https://evil.example/a.css';*{display:none}</style>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title></title><script>alert(1)</script>",
    "<textarea></textarea><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "</bdi></span></p></div></main><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x/>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "` onerror=`alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<\u200bscript>alert(1)</script>",
)
TEMPLATES = (
    "{{7*7}}", "{{ config }}", "{% include '/etc/passwd' %}", "{{''.__class__.__mro__}}",
    "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0}", "{name}", "{request.__class__}", "%s%n%x", "{{",
    "{%", "{#",
)  # fmt: skip
SIGNS = (
    "\u202etxt.exe", "\u202d\u202ea\u202c", "\u2066\u2067a\u2069", "\u200f\u200eabc", "\u061cabc",
    "a\0b", "a\x08\x1b[31mb", "a\x7f\x9bb", "\ufeffabc", "a\u2028b\u2029c", "\ufdd0\uffff",
    "\U000e0041\U000e0042", "Z\u0351\u036b\u0343a\u0323l\u0489go" + "\u0336" * 60,
    "\ufdfd\ufdfd", "م\u200cن", "👩\u200d👩\u200d👧\u200d👦🏽🇲🇦", "\u00ad" * 9 + "a",
    "W" * 118, "ⵜⴰⵎⴰⵣⵉⵖⵜ", "\ue000\uf8ff", "İstanbul ß ŉ ﬀ",
)  # fmt: skip
OTHERS = (
    "'; DROP TABLE orders;--", '" OR "1"="1', "1;PRAGMA writable_schema=1", "%_\\%", "NULL",
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "file:///etc/passwd", "C:\\CON",
    "$(touch x)", "`id`", "| id", "a\r\nSet-Cookie: hall-small=x", "a\r\n\r\n<html>",
    '=HYPERLINK("https://evil.example")', "+212-cmd|' /C calc'!A0", "@SUM(1)", "-1",
    "undefined", "null", "true", "NaN", "__proto__", "constructor", "toString", "0",
    "(&(uid=*))", "*)(uid=*", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
)  # fmt: skip


def read_more() -> tuple[str, ...]:
    """Return the texts of the files that `HALL_NAUGHTY_STRINGS` names, if it names any."""
    found: list[str] = []
    for name in filter(None, os.environ.get("HALL_NAUGHTY_STRINGS", "").split(os.pathsep)):
        items = json.loads(Path(name).read_text("utf-8"))
        found.extend(item["payload"] if isinstance(item, dict) else item for item in items)
    return tuple(text for text in found if text.strip())


HOSTILE_TEXTS = (*MARKUP, *TEMPLATES, *SIGNS, *OTHERS, *read_more())
