import Assessment
import Foundation

/// Public labelled prompts: exams, intents, instructions, consumer questions on conditions, texts of legal work.
public enum PublicTexts {
  /// What is wrong with the data, and where.
  public struct Unreadable: Error, CustomStringConvertible {
    public var description: String
  }

  /// Reads the folder `data` with `prompts` and `routing` in it, at most so many texts of each source.
  ///
  /// General instructions (`selfinstruct`) and the intents' own test parts are for testing only.
  public static func load(_ folder: String, most: Int = 4000) throws(Unreadable) -> [LabelledText] {
    let prompts = "\(folder)/prompts"
    var texts: [LabelledText] = []
    for source in [
      try clinc(prompts), try banking(prompts), try nlu(prompts), try legal(prompts), try medical(prompts),
      try exams(folder), try instructions(prompts),
    ] {
      for (isTest, part) in [(false, source.filter { !$0.isTest }), (true, source.filter(\.isTest))] {
        let step = max(1, part.count / (isTest ? most / 2 : most))
        texts += stride(from: 0, to: part.count, by: step).map { part[$0] }
      }
    }
    return texts
  }

  private static func text(_ path: String) throws(Unreadable) -> String {
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw Unreadable(
        description: "\(path): cannot be read (\(error.localizedDescription)); name the data's folder with --shared")
    }
  }

  private static func json<Value: Decodable>(_ path: String, _ type: Value.Type) throws(Unreadable) -> Value {
    do { return try JSONDecoder().decode(type, from: Data(try text(path).utf8)) } catch let error as Unreadable {
      throw error
    } catch {
      throw Unreadable(description: "\(path): not the JSON that is expected: \(error)")
    }
  }

  private static func lines<Value: Decodable>(_ path: String, _ type: Value.Type) throws(Unreadable) -> [Value] {
    var values: [Value] = []
    for (number, line) in try text(path).split(separator: "\n").enumerated() {
      guard let value = try? JSONDecoder().decode(type, from: Data(line.utf8)) else {
        throw Unreadable(description: "\(path):\(number + 1): not the JSON that is expected")
      }
      values.append(value)
    }
    return values
  }

  private static func harmless(_ text: String, _ source: String, _ domain: AssessmentHead?) -> LabelledText {
    var labelled = LabelledText(text: text, source: source)
    labelled.labels[.grave] = false
    labelled.labels[.irrecoverable] = false
    if let domain { labelled.label(domain: domain) }
    return labelled
  }

  private static func clinc(_ prompts: String) throws(Unreadable) -> [LabelledText] {
    let domains = try json("\(prompts)/clinc150/domains.json", [String: [String]].self)
    let heads: [String: AssessmentHead] = [
      "banking": .service, "credit_cards": .service, "kitchen_and_dining": .general, "home": .general,
      "auto_and_commute": .general, "travel": .general, "utility": .general, "work": .general,
      "small_talk": .smalltalk, "meta": .smalltalk,
    ]
    var intents: [String: AssessmentHead] = [:]
    for (domain, names) in domains { for name in names { intents[name] = heads[domain] } }
    let sets = try json("\(prompts)/clinc150/data_full.json", [String: [[String]]].self)
    return ["train", "oos_train", "test", "oos_test"].flatMap { part in
      (sets[part] ?? []).filter { $0.count == 2 }.map { pair in
        var text = harmless(pair[0], "clinc150", intents[pair[1]])
        text.labels[.moderate] = false
        text.isTest = part.hasSuffix("test")
        text.weight = 0.3
        return text
      }
    }
  }

  private static func banking(_ prompts: String) throws(Unreadable) -> [LabelledText] {
    var texts: [LabelledText] = []
    for part in ["train", "test"] {
      let lines = try text("\(prompts)/banking77/\(part).csv").split(whereSeparator: \.isNewline).dropFirst()
      for line in lines {
        guard let comma = line.lastIndex(of: ",") else { continue }
        let quoted = line[..<comma].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        var text = harmless(quoted.replacingOccurrences(of: "\"\"", with: "\""), "banking77", .service)
        text.isTest = part == "test"
        text.weight = 0.05
        texts.append(text)
      }
    }
    return texts
  }

  private static func nlu(_ prompts: String) throws(Unreadable) -> [LabelledText] {
    struct Utterance: Decodable { var text: String }
    var texts: [LabelledText] = []
    for part in ["hotels", "banking"] {
      for fold in 0..<20 {
        for utterance in try json("\(prompts)/nlupp/\(part)/fold\(fold).json", [Utterance].self) {
          var text = harmless(utterance.text, "nlupp", .service)
          text.isTest = fold >= 15
          text.weight = 0.05
          texts.append(text)
        }
      }
    }
    return texts
  }

  private static func legal(_ prompts: String) throws(Unreadable) -> [LabelledText] {
    struct Line: Decodable { var text: String }
    return try lines("\(prompts)/legalbench/legalbench_permissive_train.jsonl", Line.self).map { line in
      var text = LabelledText(text: line.text, source: "legalbench")
      text.label(domain: .law)
      text.labels[.grave] = true
      text.isTest = LabelledText.hash(line.text) % 3 == 0
      text.weight = 0.5
      return text
    }
  }

  private static func medical(_ prompts: String) throws(Unreadable) -> [LabelledText] {
    let path = "\(prompts)/medquad/questions.tsv"
    return try text(path).split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 4 else { return nil }
      var text = LabelledText(text: String(fields[3]), source: "medquad")
      text.label(domain: .health)
      text.labels[.grave] = true
      // By condition, so that no condition is both learned and tested.
      text.isTest = LabelledText.hash(String(fields[1])) % 5 == 0
      text.weight = 0.25
      return text
    }
  }

  private static func instructions(_ prompts: String) throws(Unreadable) -> [LabelledText] {
    struct Task: Decodable {
      struct Instance: Decodable { var input: String }
      var instruction: String
      var instances: [Instance]
    }
    return try lines("\(prompts)/selfinstruct/seed_tasks.jsonl", Task.self).map { task in
      let input = task.instances.first?.input ?? ""
      var text = harmless(input.isEmpty ? task.instruction : "\(task.instruction)\n\(input)", "selfinstruct", nil)
      text.isTest = true
      return text
    }
  }

  // Exam questions by subject, with whether the cheaper model answered them.
  private static func exams(_ folder: String) throws(Unreadable) -> [LabelledText] {
    let path = "\(folder)/routing/routellm_labels.tsv"
    let heads: [Substring: AssessmentHead] = [
      "law": .law, "med": .health, "fin": .finance, "code": .coding, "math": .science, "other": .science,
    ]
    let everyday: Set<Substring> = [
      "high_school_world_history", "high_school_us_history", "high_school_european_history", "prehistory",
      "philosophy", "moral_scenarios", "moral_disputes", "world_religions", "miscellaneous", "global_facts",
      "high_school_geography", "sociology", "public_relations", "marketing", "management", "logical_fallacies",
      "formal_logic", "us_foreign_policy", "security_studies", "high_school_government_and_politics",
      "high_school_psychology", "professional_psychology", "human_sexuality",
    ]
    var texts: [LabelledText] = []
    for (number, line) in try text(path).split(separator: "\n").enumerated().dropFirst() {
      let fields = line.split(separator: "\t", maxSplits: 5, omittingEmptySubsequences: false)
      guard fields.count == 6, let prompt = try? JSONDecoder().decode(String.self, from: Data(fields[5].utf8)) else {
        throw Unreadable(description: "\(path):\(number + 1): expected six fields, the last a JSON string")
      }
      let domain = everyday.contains(fields[1]) ? .general : heads[fields[2]]
      var text = LabelledText(text: prompt, source: fields[0] == "gsm8k" ? "gsm8k" : "mmlu")
      if let domain { text.label(domain: domain) }
      switch domain {
      case .law, .health:
        text.labels[.grave] = true
        text.source += " \(fields[2])"
      case .finance: break
      default: text.labels[.grave] = false
      }
      text.labels[.difficulty] = fields[3] == "0"
      text.isTest = LabelledText.hash(prompt) % 5 == 0
      text.weight = 0.3
      texts.append(text)
    }
    return texts
  }
}
