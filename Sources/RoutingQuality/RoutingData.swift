import Foundation

/// The outcomes that RouteLLM published, as `routellm_labels.tsv` with the lists of contaminated prompts beside it.
public struct RoutingData: Sendable {
  /// The cases left, in the order of the file.
  public var cases: [RoutingCase]
  /// How many were dropped because the models may have seen them.
  public var dropped: Int

  /// What is wrong with the data, and where.
  public struct Unreadable: Error, CustomStringConvertible {
    public var description: String
  }

  /// Reads the folder. Prompts that RouteLLM lists as contaminated are dropped, as in its own measurements.
  public static func load(folder: String) throws(Unreadable) -> RoutingData {
    let file = "\(folder)/routellm_labels.tsv"
    let lines = try text(file).split(separator: "\n", omittingEmptySubsequences: true)
    guard lines.first == "bench\tsubject\tdomain\tweak_correct\tstrong_correct\tprompt_json" else {
      throw Unreadable(
        description:
          "\(file):1: the first line must name bench, subject, domain, weak_correct, strong_correct, prompt_json")
    }
    var contaminated: Set<String> = []
    for name in ["mmlu", "gsm8k"] {
      contaminated.formUnion(try evalPrompts("\(folder)/RouteLLM/\(name)_contaminated_prompts.jsonl"))
    }
    var data = RoutingData(cases: [], dropped: 0)
    for (number, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: "\t", maxSplits: 5, omittingEmptySubsequences: false)
      guard fields.count == 6, let weak = flag(fields[3]), let strong = flag(fields[4]),
        let prompt = try? JSONDecoder().decode(String.self, from: Data(fields[5].utf8))
      else {
        throw Unreadable(
          description: "\(file):\(number + 1): expected six fields, two of them 0 or 1, the last a JSON string")
      }
      if contaminated.contains(prompt) {
        data.dropped += 1
        continue
      }
      data.cases.append(
        RoutingCase(
          benchmark: String(fields[0]), subject: fields[1].isEmpty ? String(fields[0]) : String(fields[1]),
          prompt: prompt, weak: weak, strong: strong))
    }
    guard !data.cases.isEmpty else { throw Unreadable(description: "\(file): there are no cases in it") }
    return data
  }

  private static func flag(_ text: Substring) -> Bool? { text == "1" ? true : text == "0" ? false : nil }

  private static func evalPrompts(_ path: String) throws(Unreadable) -> [String] {
    struct Line: Decodable { var eval_prompt: String }
    var prompts: [String] = []
    for (number, line) in try text(path).split(separator: "\n").enumerated() {
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
        throw Unreadable(description: "\(path):\(number + 1): expected a JSON object with 'eval_prompt'")
      }
      prompts.append(line.eval_prompt)
    }
    return prompts
  }

  private static func text(_ path: String) throws(Unreadable) -> String {
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw Unreadable(
        description: "\(path): cannot be read (\(error.localizedDescription)); name the folder with --data")
    }
  }
}
