import Figures
import Records
import Runs

extension RunPortrait {
    /// A run's record in the terms of its pictures.
    init(_ record: RunRecord) {
        self.init(
            title: record.title,
            metrics: MetricsTable(columns: record.columns, rows: record.rows),
            modesTotal: record.modes?.centres.count ?? 0,
            centres: record.modes?.centres.map(Figures.Point.init) ?? [],
            modeDeviation: record.modes?.standardDeviation, target: record.target.map(Figures.Point.init),
            samples: record.samples.map(Figures.Point.init),
            snapshots: record.snapshots.map {
                Snapshot(step: $0.step, points: $0.points.map(Figures.Point.init))
            },
            surface: DiscriminatorSurface(
                xs: record.surface.xs, ys: record.surface.ys, values: record.surface.scores,
                arrows: record.surface.gradients.map {
                    .init(point: Figures.Point($0.at), gradient: Figures.Point($0.gradient))
                }, meaning: record.scoresAreLogits ? .logit : .critic),
            spectra: record.spectra.map {
                .init(step: $0.step, eigenvalues: $0.eigenvalues.map(Figures.Point.init))
            })
    }
}

extension SpectrumPortrait {
    init(_ run: RunSpectrum) {
        self.init(
            title: run.title,
            moments: [
                Moment(
                    step: run.spectrum.step,
                    eigenvalues: run.spectrum.points.map { Figures.Point(x: $0.real, y: $0.imaginary) })
            ])
    }
}

extension Figures.Point {
    init(_ point: SIMD2<Double>) { self.init(x: point.x, y: point.y) }
}
