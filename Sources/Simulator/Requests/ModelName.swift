/// A model name taken apart: `deepseek-v4-flash+cut3+tokens50`.
struct ModelName: Hashable, Sendable {
  /// The name without suffixes that mean something here.
  var model: String
  /// What the suffixes ask for, the first one having the last word.
  var directive: Directive

  init(_ text: String) {
    var name = text[...]
    var directive = Directive()
    while let plus = name.lastIndex(of: "+"), let next = Directive(suffix: name[name.index(after: plus)...]) {
      directive = next.over(directive)
      name = name[..<plus]
    }
    model = String(name)
    self.directive = directive
  }
}
