"""Writes the expected token counts beside this file: python3 make-token-counts.py FOLDER-OF-RANK-FILES

Needs tiktoken. The folder holds o200k_base.tiktoken, cl100k_base.tiktoken and qwen.tiktoken, which are not part of
this repository. The texts and the small vocabulary are our own.
"""

import base64, inspect, json, os, random, sys

import tiktoken
import tiktoken_ext.openai_public as P
from tiktoken.load import load_tiktoken_bpe

HERE = os.path.dirname(os.path.abspath(__file__))
D = sys.argv[1] + "/"
src = inspect.getsource(P)
CL = r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"""
O2 = "|".join(
    [
        r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
        r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
        r"""\p{N}{1,3}""",
        r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""",
        r"""\s*[\r\n]+""",
        r"""\s+(?!\S)""",
        r"""\s+""",
    ]
)
QW = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
assert CL in src
E = {
    n: tiktoken.Encoding(n, pat_str=p, mergeable_ranks=load_tiktoken_bpe(D + f), special_tokens={})
    for n, p, f in [
        ("o200k_base", O2, "o200k_base.tiktoken"),
        ("cl100k_base", CL, "cl100k_base.tiktoken"),
        ("qwen", QW, "qwen.tiktoken"),
    ]
}


def count(t):
    return [len(E[n].encode(t, disallowed_special=())) for n in ("o200k_base", "cl100k_base", "qwen")]


base = [
    "",
    "a",
    " ",
    "\n",
    "Hello",
    "Hello, world!",
    "The quick brown fox jumps over the lazy dog.",
    "I'm sure they've said it's fine, we'll see; I'd've thought she's right.",
    "I'M SURE THEY'VE SAID IT'S FINE, WE'LL SEE",
    "'s 't 're 've 'm 'll 'd 'x",
    "it'ſ a long s",
    "don’t use curly’s",
    "HTTPServer parseJSONBody getURLForID iPhone eBay McDonald",
    "snake_case_name kebab-case-name SCREAMING_SNAKE",
    "1 12 123 1234 12345 1234567890",
    "3.14159 -2e10 0xFF 1,234,567.89",
    "½ ² Ⅷ ٣٤٥ १२३",
    "   leading",
    "trailing   ",
    "two  spaces   three",
    "\t\ttabs\t and\tmore",
    "line\nline\r\nline\rline",
    "\n\n\n",
    "a\n\n  ",
    "a \n \n b",
    "x  \n",
    "end \t\n  \t",
    "  \n  text",
    "https://example.org/a/b?c=d&e=f#g",
    "/usr/local/bin//\n//comment",
    "a/b/c//\n",
    "***!!!???...",
    "!!!\n\n???",
    "$12.50 + 7% = €13,38",
    "(a) [b] {c} <d>",
    "Sehr geehrte Frau Müller, anbei erhalten Sie die Unterlagen zur Donaudampfschifffahrtsgesellschaft.",
    "Die Straße ist größer als früher; Äpfel, Öl und Übermut.",
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
    "¿Cómo está usted? El año pasado comimos piñas y jamón.",
    "La niña pidió explicación; ¡qué vergüenza!",
    "今天天气很好，我们去公园散步吧。",
    "合同第三条：甲方应于三十日内支付款项。",
    "中文English混合text 123测试",
    "日本語のテキスト、カタカナとひらがな。",
    "안녕하세요 세계",
    "Привет, мир! Как дела?",
    "Γειά σου Κόσμε",
    "שלום עולם",
    "مرحبا بالعالم ١٢٣",
    "हिन्दी में लिखा हुआ पाठ",
    "ภาษาไทยไม่มีช่องว่าง",
    "e\u0301te\u0301 cafe\u0301",
    "\u0301start with mark",
    "\u0301AB",
    "a\u0301A\u0301",
    "ǅ ǈ titlecase",
    "ʰ modifier ʲ letters",
    "ªº ordinal",
    "👍",
    "👩‍👩‍👧‍👦 family",
    "🇩🇪🇪🇸 flags 🏳️‍🌈",
    "😀😃😄 text 😁",
    "\u200bzero\u200bwidth\ufeff",
    "\u00a0nbsp\u2003em\u3000ideographic",
    "\u2028line sep\u2029",
    "\x00\x01\x7f",
    "a\x0bb\x0cc\x85d",
    '{"role":"user","content":"Hello \\u00e9\\n"}',
    '[{"id":1,"ok":true,"v":null},{"id":2,"ok":false,"v":1.5e-3}]',
    '{\n  "name": "steelyard",\n  "version": "1.0.0",\n  "items": [1, 2, 3]\n}\n',
    "func add(_ a: Int, _ b: Int) -> Int {\n  return a + b\n}\n",
    "def f(x):\n    if x > 0:\n        return x ** 2\n    return None\n",
    "SELECT * FROM t WHERE a = 'b' AND c <> 3;",
    "for (int i = 0; i < n; ++i) { sum += v[i]; }",
    '<div class="a">\n\t<p>Text &amp; more</p>\n</div>',
    '#!/bin/sh\nset -eu\ncd "$(dirname "$0")"\n',
    "Pt 67M c/o SOB x3d, PMH: HTN, T2DM, CKD3a. BP 152/94, HR 108, SpO2 91% RA. CXR: bilat infiltrates. Rx: azithro 500mg PO qd x5d, f/u 48h.",
    "Na+ 138 mmol/L, K+ 4.1, Cr 1.8 (↑), eGFR 38 mL/min/1.73m², HbA1c 8.2%",
    'WHEREAS, the Parties hereto (collectively, the "Parties") agree as follows: §3.2(b)(iv).',
    "a" * 40,
    "ab" * 33,
    "=" * 80,
    "-" * 17 + "\n",
    " " * 25,
    "\n" * 12,
    "aaaa bbbb " * 8,
    "é" * 20,
    "的" * 17,
    "😀" * 9,
    "0" * 31,
    "A" * 23,
    "aA" * 15,
    "Aa" * 15,
    "\u0301" * 7,
]
R = random.Random(20261123)
frag = [
    "the ",
    " of",
    "and\n",
    "Über",
    "straße ",
    "niño",
    "¡",
    "中文",
    "，",
    "。",
    "日本",
    "한국",
    "Привет",
    "שלום",
    "مرحبا",
    "123",
    "45",
    " 6",
    "7.8",
    "'s",
    "'LL",
    "'re",
    "\t",
    "  ",
    "   ",
    "\n",
    "\r\n",
    "\n\n",
    "\u00a0",
    "\u3000",
    "e\u0301",
    "\u0301",
    "👍",
    "👩‍👧",
    "🇩🇪",
    '{"a":',
    "}",
    "[",
    "]",
    ";",
    "//",
    "/",
    "/*\n",
    "*/",
    "#",
    "##",
    "mg",
    "SpO2",
    "HTN",
    "/kg",
    "%",
    "€",
    "½",
    "²",
    "Ⅷ",
    "ǅ",
    "ʰ",
    "ª",
    "getX",
    "XMLHttp",
    "_a",
    "__",
    "a_B",
    "ſ",
    "'ſ",
    "’s",
    "\u2028",
    "\u200b",
    "\x00",
    "ﬁ",
    "Ａ",
    "１",
]
rand = []
for i in range(260):
    rand.append("".join(R.choice(frag) for _ in range(R.randint(1, 14))))
texts = []
for t in base + rand:
    if t not in texts:
        texts.append(t)
out = [[t] + count(t) for t in texts]
with open(HERE + "/token-counts.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(o) for o in out) + "\n]\n")
# a tiny vocabulary of our own: 256 bytes and merges learned from our own sentence
words = b"the contract of the client is the contract that the clerk and the counsel wrote and read in the interest of the other client's heirs".split()
toks = [bytes([i]) for i in range(256)]
corpus = [[bytes([b]) for b in b" " + w] for w in words]
while len(toks) < 340:
    c = {}
    for w in corpus:
        for a, b in zip(w, w[1:]):
            c[(a, b)] = c.get((a, b), 0) + 1
    if not c:
        break
    (a, b), n = max(c.items(), key=lambda kv: (kv[1], kv[0]))
    toks.append(a + b)
    for w in corpus:
        i = 0
        while i + 1 < len(w):
            if w[i] == a and w[i + 1] == b:
                w[i : i + 2] = [a + b]
            else:
                i += 1
# Tokens across places where the patterns differ, so that a wrong cut changes a count.
toks += [b"\n ", b"\n\n", b"\n\n ", b"\xe6\x96", "文".encode(), "文A".encode(), b"//", b"/\n", b"12", b"123", b"1234"]
toks = list(dict.fromkeys(toks))
open(HERE + "/small.tiktoken", "w").write(
    "".join(f"{base64.b64encode(t).decode()} {i}\n" for i, t in enumerate(toks))
)
ranks = {t: i for i, t in enumerate(toks)}
S = [
    tiktoken.Encoding("s" + n, pat_str=p, mergeable_ranks=ranks, special_tokens={})
    for n, p in [("o", O2), ("c", CL), ("q", QW)]
]
small = [
    "the contract of the client",
    "The Contract, of 2026: the client's 12345 heirs",
    "the  other\n\n  clerk ",
    "THE CLIENT'S counsel'll read/\n//",
    "über das naïve Café 中文 👍",
    "read\n\n ",
    "the\n ",
    "文A 文AB 文Ab x文A's",
    "a!/\n//",
    "1234 12 12345",
    "thethethethe contractcontract",
    "  \n \t x \n",
    "\u0301AB \u0301 e\u0301",
    '{"client":[1,22,333,4444]}',
    "",
]
out = [[t] + [len(e.encode(t, disallowed_special=())) for e in S] for t in small + [t for t in rand[:60]]]
open(HERE + "/small-token-counts.json", "w").write("[\n" + ",\n".join(json.dumps(o) for o in out) + "\n]\n")
print(len(texts), len(toks))
