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
        let places = [0.0, 1].map { index -> PanelPlace in
            let left = 92 + index * (430 + 104)
            return PanelPlace(left: left, right: left + 430, top: 104, bottom: 104 + 0.9 * 430)
        }
        let sheet = Sheet(
            name: "player-spectra", dataName: "player-spectra.dat", width: places[1].right + 28,
            height: places[1].bottom + 66, heading: "Eigenvalues of each player's own block", run: run,
            note: "shaded: real part above 0, where the player alone moves away")
        var drawing: [String] = []
        for (place, (name, record, colour)) in zip(places, parts) {
            let block = data.add(
                "\(name): real part, imaginary part", points: record.eigenvalues, most: 20_000)
            let layers = block.map {
                [
                    SpectrumLayer(
                        block: $0, size: record.eigenvalues.count <= 50 ? 0.9 : 0.42, colour: colour,
                        name: name)
                ]
            }
            drawing.append(
                sheet.label(
                    name, x: place.left, y: place.top - 13,
                    options: "font ',12' noenhanced textcolor rgb '\(Palette.ink)'"))
            drawing += spectrumPanel(
                PlaneWindow(around: record.eigenvalues.filter(\.isDrawable)), place, layers ?? [], on: sheet)
        }
        return FigureSource(
            sheet: sheet, setup: spectrumSetup("player-spectra.dat"), drawing: drawing, data: data.text)
    }
}
