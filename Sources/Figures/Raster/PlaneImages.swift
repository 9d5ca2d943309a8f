import Records

// Densities and surfaces as pictures without axes, for pages: a grid of numbers through a scale of colours.

extension PaletteImage {
    /// Pixels along each side.
    package static let side = 104

    /// The density of points over a window. It has the colours of the figure of densities, which follow the root.
    ///
    /// - Parameter peak: has the brightest colour.
    package init(density points: [Point], in frame: Frame, peak: Double) {
        let grid = DensityGrid(ofPicture: points, in: frame)
        self.init(rows: grid.count, grid.values, palette: Palette.steps(of: Palette.magma, count: 64)) {
            value in
            let share = peak > 0 ? value / peak : 0
            return share.isFinite ? Int((63 * min(max(share, 0), 1).squareRoot()).rounded()) : 0
        }
    }

    /// The scores of a discriminator, on the colours of its figure: nil if the surface cannot be drawn.
    ///
    /// - Parameter limit: the score of the bluest colour; its opposite has the reddest.
    package init?(_ surface: Surface, limit: Double) {
        guard surface.isDrawable else { return nil }
        // An odd number, so that 0 has the middle one; what is not finite is grey.
        let palette = Palette.steps(of: Palette.redToBlue, count: 65) + [[0x80, 0x80, 0x80]]
        self.init(rows: Self.side, surface.resampled(Self.side), palette: palette) { score in
            guard score.isFinite else { return 65 }
            return Int((32 + 32 * min(max(score / limit, -1), 1)).rounded())
        }
    }

    /// - Parameter values: row after row from the bottom.
    private init(rows count: Int, _ values: [Double], palette: [[UInt8]], _ level: (Double) -> Int) {
        let pixels = (0..<count).reversed().flatMap { row in
            values[row * count..<(row + 1) * count].map { UInt8(level($0)) }
        }
        self.init(width: count, height: count, pixels: pixels, palette: palette)
    }
}

extension DensityGrid {
    /// As fine as a picture of a page, and as much smoothed as the figure of densities.
    package init(ofPicture points: [Point], in frame: Frame) {
        self.init(of: points, in: frame, count: PaletteImage.side, bandwidth: 1.6)
    }
}

extension Surface {
    /// The scores as they are drawn at the middles of `count` × `count` pixels, between four places of the grid in
    /// proportion.
    fileprivate func resampled(_ count: Int) -> [Double] {
        let shown = shownScores
        func place(_ pixel: Int, _ places: Int) -> (below: Int, share: Double) {
            let exact = (Double(pixel) + 0.5) / Double(count) * Double(places - 1)
            let below = min(Int(exact), places - 2)
            return (below, exact - Double(below))
        }
        let columns = (0..<count).map { place($0, xs.count) }
        return (0..<count).flatMap { pixel -> [Double] in
            let (row, up) = place(pixel, ys.count)
            return columns.map { column, right in
                let start = row * xs.count + column
                let low = shown[start] * (1 - right) + shown[start + 1] * right
                let high = shown[start + xs.count] * (1 - right) + shown[start + xs.count + 1] * right
                return low * (1 - up) + high * up
            }
        }
    }
}

extension Palette {
    /// As many colours at even places along a scale, between two of its colours in proportion.
    package static func steps(of scale: [String], count: Int) -> [[UInt8]] {
        let colours = scale.map(bytes)
        return (0..<count).map { step in
            let exact = Double(step) / Double(max(count - 1, 1)) * Double(colours.count - 1)
            let below = min(Int(exact), colours.count - 2)
            let share = exact - Double(below)
            return zip(colours[below], colours[below + 1]).map { low, high in
                UInt8((Double(low) * (1 - share) + Double(high) * share).rounded())
            }
        }
    }

    /// Of a colour such as "#0072B2".
    private static func bytes(_ colour: String) -> [UInt8] {
        let number = Int(colour.dropFirst(), radix: 16) ?? 0
        return [16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
