import ArgumentParser
import Assessment
import AssessmentTraining
import Foundation
import Gateway
import StrictYAML

/// Where training data, model and encoder are, as the options of `assess` name them.
struct AssessmentFiles: ParsableArguments {
  @Option(help: "Folder with prompts as JSON Lines, or one file.") var data = "Training/prompts"
  @Option(help: "Folder with public data; left out when it is absent.") var shared = "../shared/data"
  @Flag(help: "Do not use public data.") var ownOnly = false
  @Option(help: "Texts that are taken of each public source at most.") var most = 2000

  /// Every labelled text there is.
  func texts() throws -> [LabelledText] {
    do {
      var texts = try OwnPrompts.load(data)
      if ownOnly { return texts }
      guard FileManager.default.fileExists(atPath: shared) else {
        StandardError.write("no public data at \(shared): only our own prompts are used\n")
        return texts
      }
      texts += try PublicTexts.load(shared, most: most)
      return texts
    } catch let error as OwnPrompts.Unreadable {
      throw ValidationError(error.description)
    } catch let error as PublicTexts.Unreadable {
      throw ValidationError(error.description)
    }
  }
}

/// The model and the lexicon that a command works with.
struct AssessmentModelFile: ParsableArguments {
  @Option(help: "A model file instead of the one built in.") var model: String?
  @Option(help: "A lexicon file instead of the one built in.") var lexicon: String?

  func readLexicon() throws -> Lexicon {
    guard let lexicon else { return try EmbeddedFiles.lexicon() }
    guard let text = try? String(contentsOfFile: lexicon, encoding: .utf8) else {
      throw ValidationError("cannot read the lexicon '\(lexicon)'; is it there, and is it UTF-8?")
    }
    do { return try Lexicon.load(text: text, file: lexicon) } catch {
      throw ValidationError(error.description)
    }
  }

  func assessor() throws -> TextAssessor {
    do {
      guard let model else { return try EmbeddedFiles.assessor() }
      guard let data = FileManager.default.contents(atPath: model) else {
        throw ValidationError("cannot read the model '\(model)'; is it there, and may you read it?")
      }
      return try TextAssessor(model: AssessmentModel(fileBytes: data), lexicon: try readLexicon())
    } catch let error as ModelFileError {
      throw ValidationError("\(model ?? "the built-in model"): \(error.description)")
    }
  }
}

/// Notes for the person at the terminal, apart from what a command prints.
enum StandardError {
  static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
