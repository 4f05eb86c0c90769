/// A page with a prompt and two answers to it, and four buttons. Needs nothing from elsewhere and no script.
struct LabelPage {
  var title: String
  var prompt: String
  var first: String
  var second: String
  /// The decision under which the caller was served.
  var decision: String
  /// Proves that the form comes from this page.
  var token: String

  var html: String {
    Self.document(
      title,
      """
      <p class="hint">Two models answered the same request. Their names are hidden and their order is random. \
      Judge what helps whoever asked: right before long, and nothing that the request does not support.</p>
      <section><h2>Request</h2><pre>\(Self.escaped(prompt))</pre></section>
      <div class="pair">
      <section><h2>Answer A</h2><pre>\(Self.escaped(first))</pre></section>
      <section><h2>Answer B</h2><pre>\(Self.escaped(second))</pre></section>
      </div>
      <form method="post" action="/label">
      <input type="hidden" name="decision" value="\(Self.escaped(decision))">
      <input type="hidden" name="token" value="\(Self.escaped(token))">
      <button name="verdict" value="first" accesskey="a">A is better</button>
      <button name="verdict" value="tie" accesskey="t">As good as each other</button>
      <button name="verdict" value="second" accesskey="b">B is better</button>
      <button name="verdict" value="both_bad" accesskey="x">Both are bad</button>
      </form>
      """)
  }

  /// What is shown when nothing waits.
  static func done(title: String) -> String {
    document(
      title,
      """
      <p>No pair waits for a verdict. New ones come with traffic, as long as texts are kept \
      (<code>shadow: {keep: 30d}</code> in steelyard.yaml).</p>
      """)
  }

  /// What is shown when something went wrong.
  static func problem(_ sentence: String) -> String {
    document("Not done", "<p>\(escaped(sentence))</p><p><a href=\"/label\">Back to the next pair</a></p>")
  }

  /// Text that a browser shows as it is.
  static func escaped(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func document(_ title: String, _ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>\(style)</style></head>
    <body><header><h1>\(escaped(title))</h1></header><main>\(body)</main></body></html>
    """
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--paper:#f6f7f9;--card:#fff;--line:#d8dde4;--press:#1f5fbf}
    @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa5b4;--paper:#14181e;--card:#1c222b;--line:#333c48;\
    --press:#7fb0ff}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
    header,main{max-width:76rem;margin:0 auto;padding:0 1.5rem}
    h1{font-size:1.25rem;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
    h2{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:0 0 .5rem}
    .hint{color:var(--soft);margin:.25rem 0 1rem;max-width:60rem}
    section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:0 0 1rem;min-width:0}
    .pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
    @media(max-width:50rem){.pair{grid-template-columns:1fr}}
    pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.55 ui-monospace,monospace;max-height:26rem;\
    overflow:auto}
    form{position:sticky;bottom:0;display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;padding:1rem 0 1.5rem;\
    background:var(--paper)}
    @media(max-width:50rem){form{grid-template-columns:1fr 1fr}}
    button{font:inherit;padding:.8rem;border:1px solid var(--line);border-radius:.6rem;background:var(--card);\
    color:var(--ink);cursor:pointer}
    button:hover,button:focus-visible{border-color:var(--press);outline:2px solid var(--press);outline-offset:1px}
    """
}
