/// What pictures call the parts that they show, whether gnuplot, a browser or a terminal draws them.
package enum PictureWords {
    /// Points that are drawn from the data.
    package static let data = "data"
    /// Points that the generator makes.
    package static let samples = "samples"
    package static let centre = "centre of a mode"
    /// What a discriminator says of points with high and with low scores.
    package static let real = "real"
    package static let generated = "generated"

    /// A page with the words in the place of their names in braces, such as `{samples}`.
    package static func filled(_ page: [UInt8]) -> [UInt8] {
        let words = [
            "data": data, "samples": samples, "centre": centre, "real": real, "generated": generated,
        ]
        let text = words.reduce(String(decoding: page, as: UTF8.self)) { text, word in
            text.replacing("{\(word.key)}", with: word.value)
        }
        return Array(text.utf8)
    }
}
