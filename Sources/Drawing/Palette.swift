/// The colours of figures and pages. Figures lie on white paper; pages have lighter relatives of them on dark paper.
package enum Palette {
    // Okabe & Ito, "Color Universal Design" (2008): told apart by people of every kind of colour vision. Curves of the
    // discriminator are blue, curves of the generator vermilion.
    package static let discriminator = "#0072B2"
    package static let generator = "#D55E00"
    package static let others = ["#009E73", "#CC79A7", "#E69F00", "#56B4E9"]

    /// Points of the data, and their density.
    package static let data = "#8C8C8C"
    /// The area under the density of the data.
    package static let dataArea = "#C9C9C9"
    /// Points that the generator makes, and their density: dark violet, which is seen on paper and on every score of the
    /// discriminator, and which no kind of colour vision takes for a red, a blue or ink.
    package static let samples = "#4A148C"

    package static let ink = "#222222"
    package static let quiet = "#5C5C5C"
    package static let grid = "#E4E4E4"
    package static let paper = "#FFFFFF"

    /// The look of a run's curve among the curves of other runs: six colours, then the same with dashes. Yellow would
    /// not be seen, black is for text.
    package static func line(ofRun index: Int) -> (colour: String, dash: Int) {
        let colours = [discriminator, generator] + others
        return (colours[index % colours.count], 1 + index / colours.count % 5)
    }

    /// Magma, by S. van der Walt and N. Smith (matplotlib, 2015), at ten even places: equal steps look equal.
    package static let magma = [
        "#000004", "#180F3E", "#451077", "#721F81", "#9F2F7F", "#CD4071", "#F1605D", "#FD9567", "#FEC98D",
        "#FCFDBF",
    ]

    /// Red to blue through white, by C. Brewer (ColorBrewer 2.0, `RdBu`), without its darkest ends, on
    /// which arrows would not be seen: a diverging scale that is safe for red-green blindness. Red is what is
    /// taken for generated, blue for real.
    package static let redToBlue = [
        "#B2182B", "#D6604D", "#F4A582", "#FDDBC7", "#F7F7F7", "#D1E5F0", "#92C5DE", "#4393C3", "#2166AC",
    ]
    /// On ``redToBlue``, for what is taken for generated.
    package static let low = redToBlue[1]
    /// On ``redToBlue``, for what is undecided.
    package static let middle = redToBlue[4]
    /// On ``redToBlue``, for what is taken for real.
    package static let high = redToBlue[7]
}
