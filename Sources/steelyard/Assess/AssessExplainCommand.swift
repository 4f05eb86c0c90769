import ArgumentParser
struct AssessExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows what carried a text's score.")
}
struct InstallEncoderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "install-encoder", abstract: "Installs the encoder.")
}
