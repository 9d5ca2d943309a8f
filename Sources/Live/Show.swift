import Records

/// Everything that the page shows, in parts that are sent when they change.
struct Show {
    enum Part: String, CaseIterable {
        case head, setup, rows, picture, game, moments, notes, wheel, study, curves
    }

    /// What it is about, and how far it is.
    struct Head {
        var title = ""
        /// Such as "training" or "completed".
        var status = ""
        var step = 0
        var total = 0
        var stepsPerSecond: Double?
    }

    var head = Head()
    /// Of a run: its table, its pictures on the way, its data.
    var record = RunRecord(title: "")
    /// Points that the discriminator sees at a time.
    var packing = 1
    /// The newest look at the players.
    var glimpse: Glimpse?
    /// Of a game with a known answer; empty for networks.
    var game: GameRecord?
    /// What a person should know, the newest last.
    var notes: [String] = []
    var wheel: WheelState?
    var study: StudyTable?
    /// Of a study, in the words of ``StudyCurves``.
    var curves: String?
    /// Rows that frames have told.
    private var sentRows = 0

    /// More rows than a chart has pixels are told to nobody.
    static let mostRows = 3000
    static let mostPoints = 1000

    mutating func noteSentRows() { sentRows = record.table.rows.count }

    mutating func note(_ text: String) { notes = Array((notes + [text]).suffix(50)) }

    /// - Parameter newRows: the rows that no frame has told; otherwise those that frames have told, thinned.
    func json(of parts: Set<Part>, newRows: Bool) -> String {
        let members = Part.allCases.filter(parts.contains).map { part in
            switch part {
            case .head: ("head", headText)
            case .setup: ("setup", setupText)
            case .rows: newRows ? rowsText(of: record.table.rows.dropFirst(sentRows)) : allRowsText
            case .picture: ("picture", glimpse.map(Self.text(of:)) ?? "null")
            case .game: ("game", gameText)
            case .moments: ("moments", PageText.list(record.snapshots.map { "\($0.step)" }))
            case .notes: ("notes", PageText.list(notes.map(PageText.quoted)))
            case .wheel: ("wheel", wheel?.text ?? "null")
            case .study: ("study", study?.text ?? "null")
            case .curves: ("curves", curves ?? "null")
            }
        }
        return PageText.object(members)
    }

    private var headText: String {
        PageText.object([
            ("title", PageText.quoted(head.title)), ("status", PageText.quoted(head.status)),
            ("step", "\(head.step)"), ("total", "\(head.total)"),
            ("stepsPerSecond", PageText.number(head.stepsPerSecond)),
        ])
    }

    private var setupText: String {
        let frame = record.frame
        return PageText.object([
            ("columns", PageText.list(record.table.columns.map(PageText.column))),
            (
                "frame",
                PageText.object([
                    ("x", PageText.number(frame.centre.x)), ("y", PageText.number(frame.centre.y)),
                    ("half", PageText.number(frame.halfSide)),
                ])
            ),
            ("dimensions", "\(record.dimensions)"), ("packing", "\(packing)"),
            ("modes", PageText.points(record.modes?.centres ?? [], in: frame)),
            ("target", PageText.points(record.target.spread(Self.mostPoints), in: frame)),
        ])
    }

    private func rowsText(of rows: ArraySlice<[Double?]>) -> (String, String) {
        ("rows", PageText.list(rows.suffix(Self.mostRows).map { PageText.list($0.map(PageText.number)) }))
    }

    /// Rows with measures of the outcome are rarer than others, and each kind is thinned for itself.
    private var allRowsText: (String, String) {
        let table = record.table
        let rows = table.rows.prefix(sentRows)
        guard rows.count > Self.mostRows else { return rowsText(of: rows) }
        let outcomes = table.columns.indices.filter { table.columns[$0].role == .outcome }
        var places: [Bool: [Int]] = [:]
        for (place, row) in rows.enumerated() {
            places[outcomes.contains { Table.value(row, at: $0) != nil }, default: []].append(place)
        }
        let kept = places.values.flatMap { $0.spread(Self.mostRows / 2) }.sorted()
        return rowsText(of: kept.map { rows[$0] }[...])
    }

    private static func text(of glimpse: Glimpse) -> String {
        PageText.object([
            ("step", "\(glimpse.step)"),
            ("samples", PageText.numbers(glimpse.samples.spread(mostPoints).flat)),
            ("surface", glimpse.surface.map(PageText.surface) ?? "null"),
            ("position", PageText.numbers(glimpse.position)),
        ])
    }

    /// What was recorded of a step; nil if nothing was.
    func moment(step: Int) -> String? {
        guard let samples = record.snapshots.first(where: { $0.step == step }) else { return nil }
        let surface = record.surfaces.first { $0.step == step }?.surface
        return Self.text(of: Glimpse(step: step, samples: samples.points, surface: surface))
    }

    private var gameText: String {
        guard let game else { return "null" }
        let panel = game.panels.first
        let points = panel?.lines.first?.points ?? []
        let places = Self.visible(points, in: game.frame).spread(2 * Self.mostPoints)
        return PageText.object([
            (
                "frame",
                PageText.object([
                    ("x", PageText.number(game.frame.centre.x)), ("y", PageText.number(game.frame.centre.y)),
                    ("half", PageText.number(game.frame.halfSide)),
                ])
            ),
            ("axes", PageText.list(game.axes.map(PageText.quoted))),
            ("equilibria", PageText.points(game.equilibria, in: game.frame)),
            (
                "field",
                PageText.numbers(
                    (panel?.field ?? []).flatMap {
                        [$0.start.x, $0.start.y, $0.direction.x, $0.direction.y]
                    })
            ),
            ("orbit", PageText.numbers(places.map { points[$0] }.flat)),
            ("places", PageText.list(places.map { "\($0)" })), ("count", "\(points.count)"),
        ])
    }

    /// Where the points are that a person can tell from those before them: of an orbit that has come to rest one is enough.
    private static func visible(_ points: [Point], in frame: Frame) -> [Int] {
        var kept: [Int] = []
        for place in points.indices {
            let isFar = kept.last.map { last in
                let way = points[place] - points[last]
                // What is not finite stays, as a gap.
                return !((way * way).sum() < frame.halfSide * frame.halfSide / 90_000)
            }
            if isFar ?? true || place == points.count - 1 { kept.append(place) }
        }
        return kept
    }
}

/// The runs of a study in one table.
struct StudyTable {
    var heads: [String]
    var rows: [[String]]

    var text: String {
        PageText.object([
            ("heads", PageText.list(heads.map(PageText.quoted))),
            ("rows", PageText.list(rows.map { PageText.list($0.map(PageText.quoted)) })),
        ])
    }
}

/// What can be steered, and how it stands.
struct WheelState: Equatable {
    struct Number: Equatable {
        var key: String
        var title: String
        var value: Double
        var isWhole: Bool
    }

    /// The last step before a pause; nil if there is none.
    var pausedAfter: Int?
    /// Steps a second; nil for as many as there can be.
    var speed: Double?
    var numbers: [Number] = []

    var text: String {
        PageText.object([
            ("pausedAfter", pausedAfter.map { "\($0)" } ?? "null"), ("speed", PageText.number(speed)),
            (
                "numbers",
                PageText.list(
                    numbers.map {
                        PageText.object([
                            ("key", PageText.quoted($0.key)), ("title", PageText.quoted($0.title)),
                            ("value", PageText.number($0.value)), ("whole", $0.isWhole ? "true" : "false"),
                        ])
                    })
            ),
        ])
    }
}

extension Array {
    /// At most so many of them, evenly chosen, the last among them.
    func spread(_ most: Int) -> [Element] {
        guard count > most, most > 0 else { return self }
        return (1...most).map { self[$0 * count / most - 1] }
    }
}

extension [Point] {
    /// x and y in turn.
    var flat: [Double] { flatMap { [$0.x, $0.y] } }
}
