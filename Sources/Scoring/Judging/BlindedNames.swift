/// Names by which a model could be known, and phrases in which it speaks of itself; all in lower case.
enum BlindedNames {
  /// Names by their first character, the longest first, so that none is taken for the beginning of a longer one.
  typealias Index = [Character: [[Character]]]

  static let modelIndex = index(models)
  static let labIndex = index(labs)

  static func index(_ names: [String]) -> Index {
    var index: Index = [:]
    for name in Set(names).sorted(by: { ($1.count, $0) < ($0.count, $1) }) {
      if let first = name.first { index[first, default: []].append(Array(name)) }
    }
    return index
  }

  /// Names of models, which with a version mean nothing else.
  static let models = [
    "chatgpt", "gpt", "claude", "gemini", "gemma", "llama", "mistral", "mixtral", "magistral", "qwen", "qwq",
    "deepseek", "kimi", "glm", "chatglm", "minimax", "grok", "ernie", "doubao", "hunyuan", "nemotron", "mimo",
    "amazon nova", "command r",
  ]

  /// Laboratories and other names, which mean the author only where it speaks of itself.
  static let labs = [
    "openai", "anthropic", "google deepmind", "google", "deepmind", "meta ai", "meta", "mistral ai", "alibaba cloud",
    "alibaba", "tongyi", "moonshot ai", "moonshot", "zhipu ai", "zhipu", "z.ai", "xai", "baidu", "bytedance", "tencent",
    "01.ai", "cohere", "amazon", "microsoft", "copilot", "nvidia", "stepfun", "xiaomi", "sonnet", "haiku", "perplexity",
    "通义千问", "深度求索", "智谱", "月之暗面", "阿里云",
  ]

  private static let selfReferences = index([
    "i am ", "i'm ", "my name is ", "as an ai", "as a language model", "as a large language model", "trained by ",
    "developed by ", "created by ", "built by ", "made by ", "powered by ", "my developers at", "my creators at",
    "ich bin ", "ich heiße ", "entwickelt von ", "trainiert von ", "als ki", "je suis ", "développé par ",
    "entraîné par ", "soy ", "desarrollado por ", "entrenado por ", "我是", "由",
  ])

  /// The index after the phrase that starts at `start`, nil if none does.
  static func selfReferenceEnd(_ text: [Character], from start: Int) -> Int? {
    selfReferences[text[start]]?.first { text[start...].starts(with: $0) }.map { start + $0.count }
  }
}
