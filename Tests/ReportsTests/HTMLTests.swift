import Testing

@testable import Reports

/// Whatever a name holds, a browser shows it and does not obey it.
@Suite struct HTMLTests {
    @Test func textIsEscaped() {
        #expect(
            HTML(#"</script><b a="1" c='2'>&amp;"#).source
                == "&lt;/script&gt;&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;")
    }
}
