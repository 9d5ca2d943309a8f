import Drawing
import Testing

@testable import Live

/// The live page calls things what figures call them.
@Suite struct PictureWordsTests {
    @Test func thePageHasTheWordsOfFigures() throws {
        let page = try #require(PageFiles.all["/"]?.body)
        let text = String(decoding: page, as: UTF8.self)
        for word in ["data", "samples", "centre", "real", "generated"] {
            #expect(!text.contains("{\(word)}"))
        }
        #expect(text.contains("<span class=\"swatch samples\"></span>\(PictureWords.samples)</span>"))
        #expect(text.contains("<span class=\"swatch data\"></span>\(PictureWords.data)</span>"))
        #expect(text.contains("</span>\(PictureWords.centre)</span>"))
        #expect(text.contains("“\(PictureWords.generated)”") && text.contains("“\(PictureWords.real)”"))
    }

    @Test func wordsTakeThePlaceOfTheirNames() {
        let page = PictureWords.filled(Array("a {samples}, {data} {x}".utf8))
        #expect(String(decoding: page, as: UTF8.self) == "a samples, data {x}")
    }
}
