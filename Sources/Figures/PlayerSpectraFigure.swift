import Records

extension FigureSource {
    /// The eigenvalues of each player's own block of the Jacobian, the other player standing still.
    static func playerSpectra(
        discriminator: SpectrumRecord, generator: SpectrumRecord, of run: String
    ) -> FigureSource {
        var data = DataBlocks()
        let parts = [
            ("discriminator: −∂²L_D/∂ψ²", discriminator, Palette.discriminator),
            ("generator: −∂²L_G/∂θ²", generator, Palette.generator),
        ]
        let places = SpectrumPanel.places(2, top: 104)
        let sheet = SpectrumPanel.sheet(
            "player-spectra", places, heading: "Eigenvalues of each player's own block", run: run,
            note: "shaded: real part above 0, where the player alone moves away")
        let drawing = zip(places, parts).flatMap { place, part in
            let (name, record, colour) = part
            let block = data.add(
                "\(name): real part, imaginary part", points: record.eigenvalues, most: 20_000)
            let layers = block.map {
                [
                    SpectrumLayer(
                        block: $0, size: record.eigenvalues.count <= 50 ? 0.9 : 0.42, colour: colour,
                        name: name)
                ]
            }
            // One panel a player: on logarithmic axes, if linear ones would hide most numbers near 0.
            let axes = ComplexAxes.all(for: record.eigenvalues.filter(\.isDrawable))
            return SpectrumPanel(
                axes: axes[axes.count - 1], place: place, caption: name, layers: layers ?? []
            )
            .commands(on: sheet)
        }
        return FigureSource(
            sheet: sheet, setup: SpectrumPanel.setup("player-spectra.dat"), drawing: drawing, data: data.text)
    }
}
