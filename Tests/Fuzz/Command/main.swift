import Foundation

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
  print(Options.usage)
  exit(2)
}
if let record = options.record {
  exit(work(options, recordPath: record))
}
exit(try Supervisor(options).run() ? 0 : 1)
