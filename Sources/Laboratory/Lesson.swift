import Experiments
import Settings

/// A file of chapters for a page: what is written in each, and the configurations that train in it.
public struct Lesson {
    /// For the page.
    public let chapters: JSONValue
    /// The configurations that chapters name, each once.
    public let methods: [String]

    /// - Parameter name: of the file, for messages.
    /// - Throws: ``LessonError`` for a file of another form.
    public init(_ document: JSONDocument, name: String) throws(LessonError) {
        guard let chapters = document.root[JSONPath("chapters")], let list = chapters.listValue, !list.isEmpty
        else { throw LessonError(file: name, problem: "chapters is missing: a list of chapters") }
        var methods: [String] = []
        for (index, chapter) in list.enumerated() {
            func lacks(_ what: String) -> LessonError {
                LessonError(file: name, problem: "chapters.\(index).\(what)")
            }
            guard let object = chapter.objectValue, object["title"]?.textValue != nil else {
                throw lacks("title is missing: a line of text")
            }
            guard object["text"]?.listValue?.allSatisfy({ $0.textValue != nil }) == true else {
                throw lacks("text is missing: a list of paragraphs")
            }
            guard let names = object["methods"]?.listValue?.map(\.textValue), !names.isEmpty,
                names.allSatisfy({ $0?.isEmpty == false })
            else { throw lacks("methods is missing: a list of configurations") }
            methods += names.compactMap(\.self).filter { !methods.contains($0) }
        }
        self.chapters = chapters
        self.methods = methods
    }
}

/// A lesson that cannot be read.
public struct LessonError: Error, Equatable, CustomStringConvertible {
    let file: String
    let problem: String

    public var description: String { "\(file): \(problem)" }
}
