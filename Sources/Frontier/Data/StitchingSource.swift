/// Where the files of Epoch's stitching study keep a benchmark's score, and what guessing brings there.
struct StitchingSource: Sendable {
  /// The last part of the file's name, after `external_benchmark_` and without `.csv`.
  var file: String
  var benchmark: String
  var column: String
  /// What a perfect score is written as where no percent sign follows.
  var scale: Double = 1
  /// The share that guessing scores.
  var chance: Double = 0

  /// Files whose numbers are shares of a whole; ratings and open-ended scores are not among them.
  static let all: [StitchingSource] = [
    .init(file: "aider_polyglot", benchmark: "Aider polyglot", column: "Percent correct", scale: 100),
    .init(file: "anli", benchmark: "ANLI", column: "Score", chance: 1.0 / 3),
    .init(file: "arc_agi", benchmark: "ARC-AGI", column: "Score"),
    .init(file: "arc_ai2", benchmark: "ARC AI2", column: "Challenge score", chance: 0.25),
    .init(file: "balrog", benchmark: "Balrog", column: "Average progress"),
    .init(file: "bbh", benchmark: "BBH", column: "Average", chance: 0.25),
    .init(file: "boolq", benchmark: "BoolQ", column: "Score", chance: 0.5),
    .init(file: "cadeval", benchmark: "CadEval", column: "Overall pass (%)"),
    .init(file: "csqa2", benchmark: "CSQA2", column: "Score", chance: 0.5),
    .init(file: "cybench", benchmark: "Cybench", column: "Unguided % Solved"),
    .init(file: "deepresearch", benchmark: "DeepResearch Bench", column: "Average score"),
    .init(
      file: "factorio_learning_environment", benchmark: "Factorio learning environment", column: "Lab Success %"),
    .init(file: "fictionlivebench", benchmark: "Fiction.LiveBench", column: "16k token score"),
    .init(file: "geobench", benchmark: "GeoBench", column: "ACW Country %"),
    .init(file: "gsm8k", benchmark: "GSM8K", column: "EM"),
    .init(file: "gso_bench", benchmark: "GSO-Bench", column: "Score OPT@1"),
    .init(file: "hellaswag", benchmark: "HellaSwag", column: "Overall accuracy", chance: 0.25),
    .init(file: "lambada", benchmark: "LAMBADA", column: "Score"),
    .init(file: "lech_mazur_writing", benchmark: "Lech Mazur Writing", column: "Mean score", scale: 10),
    .init(file: "livebench", benchmark: "LiveBench", column: "Global average", scale: 100),
    .init(file: "metr", benchmark: "METR Time Horizons", column: "average_score"),
    .init(file: "mmlu", benchmark: "MMLU", column: "EM", chance: 0.25),
    .init(file: "openbookqa", benchmark: "OpenBookQA", column: "Accuracy", chance: 0.25),
    .init(file: "os_world", benchmark: "OSWorld", column: "Score", scale: 100),
    .init(file: "osuniverse", benchmark: "OSUniverse", column: "Weighted Score"),
    .init(file: "piqa", benchmark: "PIQA", column: "Score", chance: 0.5),
    .init(file: "scienceqa", benchmark: "ScienceQA", column: "Score", chance: 0.25),
    .init(file: "simple_bench", benchmark: "SimpleBench", column: "Score (AVG@5)", chance: 1.0 / 6),
    .init(file: "superglue", benchmark: "SuperGLUE", column: "Score"),
    .init(file: "terminal_bench", benchmark: "Terminal Bench", column: "Accuracy mean"),
    .init(file: "the_agent_company", benchmark: "The Agent Company", column: "% Resolved"),
    .init(file: "triviaqa", benchmark: "TriviaQA", column: "EM"),
    .init(file: "videomme", benchmark: "VideoMME", column: "Overall (no subtitles)", chance: 0.25),
    .init(file: "vpct", benchmark: "VPCT", column: "Correct", scale: 100),
    .init(file: "weirdml", benchmark: "WeirdML", column: "Accuracy"),
    .init(file: "winogrande", benchmark: "Winogrande", column: "Accuracy", chance: 0.5),
  ]

  /// What guessing brings on the evaluations that Epoch ran itself.
  static let runs: [String: Double] = ["GPQA diamond": 0.25, "OTIS Mock AIME 2024-2025": 0.001]

  /// The source of a file, by its name.
  static func of(_ file: String) -> StitchingSource? {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return all.first { name == "external_benchmark_\($0.file).csv" }
  }
}
