import Testing

@testable import Reports

/// Whatever a name holds, a browser shows it and does not obey it.
@Suite struct HTMLTests {
    @Test func textIsEscaped() {
        let hostile = #"</script><b a="1" c='2'>&amp;"#
        let escaped = "&lt;/script&gt;&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;"
        #expect(HTML(hostile).source == escaped)
        #expect(HTML("p", ["title": hostile], hostile).source == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(HTML(void: "img", ["alt": hostile]).source == "<img alt=\"\(escaped)\" />")
        #expect(HTML("plain text, γ ≤ 1").source == "plain text, γ ≤ 1")
    }

    /// Marks that change the direction of writing would show a page in another order than it is read.
    @Test func whatCannotBeSeenIsShown() {
        #expect(HTML("a\u{202E}b\u{1B}[0m\nc").source == "a\\u202eb\\u001b[0m\nc")
    }

    @Test func anAttributeWithoutAValueIsLeftOut() {
        #expect(HTML("p", ["class": nil, "id": "x"], "").source == #"<p id="x"></p>"#)
    }

    @Test func aTableNamesItsRowsAndColumns() {
        let table = HTML.table([["cell", "n"], ["a<b", "3"]], title: "runs").source
        #expect(table.contains(#"<thead><tr><th scope="col">cell</th><th scope="col">n</th></tr></thead>"#))
        #expect(table.contains(#"<tr><th scope="row">a&lt;b</th><td>3</td></tr>"#))
        #expect(table.contains(#"role="region""#) && table.contains(#"aria-label="runs""#))
        #expect(HTML.table([[String]](), title: "none") == .empty)
    }
}
