/// A quantity that is observed while a run goes on, and everything that files, terminal, comparison and figures need to
/// know of it. Whoever measures it describes it; nobody else decides by its name what it is.
public struct Column: Equatable, Sendable, Codable {
    /// What kind of quantity it is.
    public enum Role: String, Sendable, Codable, CaseIterable {
        /// Training steps done, which say when the row was measured.
        case step
        /// What a player minimizes, penalties included.
        case loss
        /// A part of a loss.
        case penalty
        /// A loss without penalties.
        case objective
        /// What a field method adds to the players' gradients.
        case fieldTerm
        /// The norm of what a player's optimizer is given.
        case norm
        /// What came of it: a measure of the generator or of the players' position.
        case outcome
        /// Seconds of training.
        case time
    }

    public enum Player: String, Sendable, Codable {
        case discriminator, generator
    }

    /// How a number is written.
    public enum Format: String, Sendable, Codable {
        case integer, number
        /// From 0 to 1; people read it in percent.
        case share
        case seconds
    }

    public enum Better: String, Sendable, Codable {
        case lower, higher
    }

    /// On which axis the quantity is read. On a logarithmic one significant digits count, on a linear one decimals.
    public enum Scale: String, Sendable, Codable {
        case linear, logarithmic
    }

    /// A value that means something, with a word on it.
    public struct Landmark: Equatable, Sendable, Codable {
        public var value: Double
        public var text: String

        public init(_ value: Double, _ text: String) {
            self.value = value
            self.text = text
        }
    }

    /// The figure that shows a measure: columns with equal figures have a panel each.
    public struct Figure: Equatable, Sendable, Codable {
        /// The name of its files, such as "coverage".
        public var name: String
        public var heading: String

        public init(_ name: String, heading: String) {
            self.name = name
            self.heading = heading
        }

        /// Whether the name can be one of files and of nothing else: letters, digits and hyphens.
        public var hasSoundName: Bool {
            (1...64).contains(name.utf8.count)
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }

    /// In the header of a table and in a run's summary: letters and digits.
    public var name: String
    /// What axes and tables call it, without the unit.
    public var title: String
    public var role: Role
    /// Nil for a quantity of the game, or of nobody.
    public var player: Player?
    public var unit: String?
    public var format: Format
    /// Nil if neither is.
    public var better: Better?
    /// The largest value there can be, such as the number of modes; nil without one.
    public var most: Double?
    public var scale: Scale
    public var landmarks: [Landmark]
    /// Nil if it has no separate figure.
    public var figure: Figure?
    /// What follows a value in a sentence, such as "of the samples".
    public var remark: String?
    /// Why a value can be missing where it should have been measured.
    public var absence: String?

    public init(
        _ name: String, title: String? = nil, _ role: Role, of player: Player? = nil, unit: String? = nil,
        format: Format = .number, better: Better? = nil, most: Double? = nil, scale: Scale = .linear,
        landmarks: [Landmark] = [], figure: Figure? = nil, remark: String? = nil, absence: String? = nil
    ) {
        self.name = name
        self.title = title ?? name
        self.role = role
        self.player = player
        self.unit = unit
        self.format = format
        self.better = better
        self.most = most
        self.scale = scale
        self.landmarks = landmarks
        self.figure = figure
        self.remark = remark
        self.absence = absence
    }

    /// Whether it says in a number how well a run went, and so belongs in a summary.
    public var isResult: Bool { role == .outcome && better != nil }

    public static let step = Column("step", title: "training step", .step, format: .integer)
    public static let seconds = Column("seconds", .time, unit: "s", format: .seconds)

    /// - Parameter landmarks: such as the objective's value at equilibrium.
    public static func loss(of player: Player, landmarks: [Landmark] = []) -> Column {
        Column("\(player)Loss", title: "\(player)'s loss", .loss, of: player, landmarks: landmarks)
    }

    /// - Parameters:
    ///   - isMean: over the moves of a step, where there are several.
    ///   - landmarks: such as the objective's value at equilibrium.
    public static func objective(
        of player: Player, isMean: Bool = false, landmarks: [Landmark] = []
    ) -> Column {
        Column(
            "\(player)Objective\(isMean ? "Mean" : "")",
            title: "\(player)'s objective" + (isMean ? ", mean of a step" : ""), .objective, of: player,
            landmarks: landmarks)
    }

    public static func norm(of player: Player) -> Column {
        Column(
            "\(player)GradientNorm", title: "\(player)'s gradient norm", .norm, of: player,
            scale: .logarithmic)
    }
}

/// Measurements: one row a logged step, one column a quantity.
public struct Table: Equatable, Sendable, Codable {
    /// The one of role ``Column/Role/step`` says when a row was measured.
    public var columns: [Column]
    /// One entry a column; nil where the quantity was not measured at that step. A short row counts as if it were filled
    /// up with nil.
    public var rows: [[Double?]]

    public init(columns: [Column], rows: [[Double?]] = []) {
        self.columns = columns
        self.rows = rows
    }

    public func place(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    package func columns(_ roles: Column.Role...) -> [Column] { columns.filter { roles.contains($0.role) } }

    package var stepPlace: Int? { columns.firstIndex { $0.role == .step } }

    /// A row's value in a column; nil outside the row.
    package static func value(_ row: [Double?], at place: Int?) -> Double? {
        guard let place, row.indices.contains(place) else { return nil }
        return row[place]
    }

    /// The numbers of one column with their steps, where both are known.
    public func values(of name: String) -> [(step: Int, value: Double)] {
        guard let place = place(of: name) else { return [] }
        return rows.compactMap { row in
            guard let step = Self.value(row, at: stepPlace).flatMap({ Int(exactly: $0) }),
                let value = Self.value(row, at: place)
            else { return nil }
            return (step, value)
        }
    }

    /// The last number of one column.
    public func last(of name: String) -> Double? {
        let place = place(of: name)
        return rows.reversed().lazy.compactMap { Self.value($0, at: place) }.first
    }

    /// The figures of its columns, each once, in the order of the columns, if anything was measured for them. What was
    /// measured once, while others were followed on the way, makes no figure.
    package var figures: [Column.Figure] {
        let counts = columns.indices.map { place in
            columns[place].figure == nil ? 0 : rows.count { Self.value($0, at: place) != nil }
        }
        let least = min(2, counts.max() ?? 0)
        return columns.indices.reduce(into: []) { figures, place in
            guard let figure = columns[place].figure, !figures.contains(figure), counts[place] > 0,
                counts[place] >= least
            else { return }
            figures.append(figure)
        }
    }
}
