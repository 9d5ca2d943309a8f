import Settings
import Testing

/// The description of the syntax error of a text, or nil if it parses.
private func failure(_ text: String) -> String? {
    failure(Array(text.utf8))
}

private func failure(_ bytes: [UInt8]) -> String? {
    do throws(JSONSyntaxError) {
        _ = try JSONDocument.parse(bytes: bytes)
        return nil
    } catch {
        return error.description
    }
}

@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", JSONValue.null), ("true", true), ("false", false), ("0", 0), ("-0", 0), ("12", 12),
            ("-3.25", -3.25),
            ("1e3", 1000), ("1E+3", 1000), ("25e-1", 2.5), ("0.5e1", 5), ("0e9", 0), ("-0.000", 0),
            ("\"\"", ""),
            ("[]", []), ("[ ]", []), ("{}", [:]), ("[1, [2, {}]]", [1, [2, [:]]]),
            ("{\"a\": 1, \"b\": {\"c\": [true]}}", ["a": 1, "b": ["c": [true]]]),
            (" \t\r\n1 \n", 1), ("\u{FEFF}1", 1),
        ] as [(String, JSONValue)])
    func values(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test(
        arguments: [
            ("// first\n1", JSONValue(1)), ("1 // last", 1), ("/* a\n * b **/ 1 /**/", 1),
            ("{// a\n\"k\"/* b */:/* c */1/* d */,// e\n}", ["k": 1]), ("\"// text /* */\"", "// text /* */"),
            ("[1, 2,]", [1, 2]), ("{\"a\": 1,}", ["a": 1]), ("[[1,],]", [[1]]), ("1 /* // */", 1),
            ("1 // /*", 1),
        ] as [(String, JSONValue)])
    func commentsAndTrailingCommas(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test(
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9\u20AC""#, "Aéé€"),
            (#""\ud83d\ude00\uD83D\uDE00""#, "😀😀"), (#""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
            (#""a\u0000b""#, "a\0b"), ("\"é€😀\u{7F}\"", "é€😀\u{7F}"),
        ] as [(String, String)])
    func escapes(text: String, value: String) throws {
        #expect(try JSONValue.parse(text) == .string(value))
    }

    @Test(
        arguments: [
            ("", "line 1, column 1: expected a value, found the end of the text"),
            (" \n ", "line 2, column 2: expected a value, found the end of the text"),
            ("// only\n", "line 2, column 1: expected a value, found the end of the text"),
            ("True", "line 1, column 1: expected a value, found \"True\"; JSON writes true"),
            ("nullx", "line 1, column 1: expected a value, found \"nullx\""),
            ("NaN", "line 1, column 1: expected a value, found \"NaN\"; JSON has no NaN"),
            ("'a'", "line 1, column 1: expected a value, found \"'\"; JSON needs double quotes"),
            ("+1", "line 1, column 1: expected a value, found \"+1\"; JSON writes 1"),
            (".5", "line 1, column 1: expected a value, found \".5\"; JSON writes 0.5"),
            ("\0", "line 1, column 1: expected a value, found \"\\u0000\""),
            ("1 2", "line 1, column 3: expected the end of the text, found \"2\""),
            ("{} é", "line 1, column 4: expected the end of the text, found \"é\""),
            ("[1 2]", "line 1, column 4: expected a comma or ']' after the value, found \"2\""),
            ("[1", "line 1, column 3: expected a comma or ']' after the value, found the end of the text"),
            ("[1}", "line 1, column 3: expected a comma or ']' after the value, found \"}\""),
            ("[,]", "line 1, column 2: expected a value or ']', found \",\""),
            ("[1,,]", "line 1, column 4: expected a value or ']', found \",\""),
            ("[", "line 1, column 2: expected a value or ']', found the end of the text"),
            ("{", "line 1, column 2: expected a key in double quotes or '}', found the end of the text"),
            ("{,}", "line 1, column 2: expected a key in double quotes or '}', found \",\""),
            ("{a: 1}", "line 1, column 2: expected a key in double quotes or '}', found \"a\""),
            ("{\"a\" 1}", "line 1, column 6: expected ':' after the key \"a\", found \"1\""),
            ("{\"a\":}", "line 1, column 6: expected a value, found \"}\""),
            (
                "{\n  \"batch\": 1\n  \"steps\": 2\n}",
                #"line 3, column 3: expected a comma or '}' after the value, found "\"steps\"""#
            ),
            (
                "[1 \"unclosed\n]",
                #"line 1, column 4: expected a comma or ']' after the value, found "\"unclosed""#
            ),
            ("/", "line 1, column 1: a comment starts with // or /*"),
            ("1\n /* \n * /", "line 2, column 2: the comment is not closed by */"),
            ("/*/", "line 1, column 1: the comment is not closed by */"),
        ] as [(String, String)])
    func structureErrors(text: String, message: String) {
        #expect(failure(text) == message)
    }

    @Test(
        arguments: [
            ("-", "line 1, column 2: expected a digit after '-', found the end of the text"),
            ("-a", "line 1, column 2: expected a digit after '-', found \"a\""),
            ("01", "line 1, column 1: a number may not start with 0"),
            ("-01", "line 1, column 2: a number may not start with 0"),
            ("1.", "line 1, column 3: expected a digit after the decimal point, found the end of the text"),
            ("1.e2", "line 1, column 3: expected a digit after the decimal point, found \"e2\""),
            ("1e", "line 1, column 3: expected a digit in the exponent, found the end of the text"),
            ("1e+", "line 1, column 4: expected a digit in the exponent, found the end of the text"),
            ("1e+-1", "line 1, column 4: expected a digit in the exponent, found \"-1\""),
            ("0x10", "line 1, column 2: expected the end of the text, found \"x10\""),
            ("1e999", "line 1, column 1: the number 1e999 is too large"),
            ("[-1e999]", "line 1, column 2: the number -1e999 is too large"),
            ("1e-999", "line 1, column 1: the number 1e-999 is too close to 0"),
        ] as [(String, String)])
    func numberErrors(text: String, message: String) {
        #expect(failure(text) == message)
    }

    @Test(
        arguments: [
            ("\"a", "line 1, column 1: the text is not closed before the end of the line"),
            ("[\"a\n\"]", "line 1, column 2: the text is not closed before the end of the line"),
            ("\"a\tb\"", "line 1, column 3: text must not contain the control character \"\\t\" as is"),
            ("\"\0\"", "line 1, column 2: text must not contain the control character \"\\u0000\" as is"),
            ("\"\\", "line 1, column 3: expected an escape after '\\', found the end of the text"),
            ("\"\\x\"", "line 1, column 3: expected one of \" \\ / b f n r t u after '\\', found \"x\""),
            (
                "\"\\u12",
                "line 1, column 6: expected four hexadecimal digits after '\\u', found the end of the text"
            ),
            ("\"\\u12g4\"", "line 1, column 6: expected four hexadecimal digits after '\\u', found \"g4\""),
            ("\"é\\ud800\"", "line 1, column 3: \\ud800 is half of a surrogate pair"),
            ("\"\\udc00\\ud800\"", "line 1, column 2: \\udc00 is half of a surrogate pair"),
            ("\"\\ud800\\u0041\"", "line 1, column 2: \\ud800 is half of a surrogate pair"),
            ("\"\\ud800\\n\"", "line 1, column 2: \\ud800 is half of a surrogate pair"),
        ] as [(String, String)])
    func textErrors(text: String, message: String) {
        #expect(failure(text) == message)
    }

    @Test func duplicateKeys() {
        #expect(
            failure("{\n \"a\": 1,\n \"b\": {\"a\": 2},\n \"\\u0061\": 3}")
                == "line 4, column 2: the key \"a\" is given twice; it is already on line 2")
    }

    @Test func invalidEncoding() {
        #expect(failure(Array("{\n\"é".utf8) + [0xFF]) == "line 2, column 3: the text is not valid UTF-8")
        #expect(failure([0xC3]) == "line 1, column 1: the text is not valid UTF-8")
        #expect(
            failure(Array("1 // ".utf8) + [0xED, 0xA0, 0x80])
                == "line 1, column 6: the text is not valid UTF-8")
    }

    @Test func depth() {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(failure(nested(64)) == nil)
        #expect(failure(nested(65)) == "line 1, column 65: more than 64 levels of nesting")
        #expect(failure(String(repeating: "{\"a\":[", count: 100_000)) != nil)
    }

    @Test func longTokensAreCutShort() {
        let digits = String(repeating: "9", count: 5000)
        #expect(failure(digits) == "line 1, column 1: the number \(digits.prefix(39))… is too large")
        let letters = String(repeating: "é", count: 5000)
        #expect(
            failure("1 \"\(letters)\"")
                == "line 1, column 3: expected the end of the text, found \"\\\"\(letters.prefix(38))…\"")
    }

    @Test func linesOfValues() throws {
        let document = try JSONDocument.parse(
            """
            // a comment
            {
              "a": /* two
              lines */ 1,
              "b": [
                1, 2,
                {"c":
                  3}
              ],
            }
            """)
        let lines: [JSONPath: Int] = ["": 2, "a": 3, "b": 5, "b.0": 6, "b.1": 6, "b.2": 7, "b.2.c": 7]
        #expect(document.lines == lines)
    }
}

@Suite struct JSONParserRobustnessTests {
    private static let valid = """
        { // é
          "text": "a\\"\\u00e9\\ud83d\\ude00é€😀", /* b */
          "numbers": [0, -1.5e-3, 12E+2, true, false, null,],
          "empty": [{}, []],
        }
        """

    @Test func truncationIsAnErrorAtEveryByte() throws {
        let bytes = Array(Self.valid.utf8)
        _ = try JSONDocument.parse(bytes: bytes)
        for count in 0..<bytes.count {
            #expect(failure(Array(bytes.prefix(count))) != nil, "cut after \(count) bytes")
        }
    }

    @Test func randomBytesNeverTrap() {
        var random = SystemRandomNumberGenerator()
        let telling = Array("{}[]\",:\\/u*0d8e-+.1 \ntrue".utf8)
        for _ in 0..<4000 {
            let count = Int.random(in: 0...60, using: &random)
            let bytes = (0..<count).map { _ in
                Bool.random(using: &random) ? telling.randomElement() ?? 0 : UInt8.random(in: .min ... .max)
            }
            _ = failure(bytes)
        }
    }

    @Test func mutationsNeverTrapAndSurvivorsRoundTrip() throws {
        let original = Array(Self.valid.utf8)
        for _ in 0..<4000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3) {
                let place = Int.random(in: 0..<bytes.count)
                switch Int.random(in: 0..<3) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max)
                case 1: bytes.remove(at: place)
                default: bytes.insert(original.randomElement() ?? 0, at: place)
                }
            }
            if let value = try? JSONDocument.parse(bytes: bytes).root {
                #expect(try JSONValue.parse(JSONWriter.pretty(value)) == value)
                #expect(try JSONValue.parse(JSONWriter.compact(value)) == value)
            }
        }
    }
}
