import Foundation
import Records
import Testing

@testable import Live

/// What readers are sent: everything once, then the news, and everything again after too many frames.
@Suite struct BroadcastTests {
    private let broadcast = Broadcast()

    init() {
        broadcast.replace { show in
            show.record = RunRecord(
                title: "t", table: Table(columns: [.step, .loss(of: .generator)], rows: [[1, 0.5]]),
                target: [Point(1, 2)])
            show.head.title = "a <b> \"title\" & more\u{2028}"
        }
    }

    /// The name of the event and its JSON.
    private func read(_ frame: Broadcast.Frame?) throws -> (name: String, json: [String: Any]) {
        let text = String(decoding: try #require(frame).bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 4 && text.hasSuffix("\n\n"))
        let json = try JSONSerialization.jsonObject(with: Data(lines[1].dropFirst("data: ".count).utf8))
        return (String(lines[0].dropFirst("event: ".count)), try #require(json as? [String: Any]))
    }

    private func rows(_ json: [String: Any]) -> [[Double]]? { json["rows"] as? [[Double]] }

    @Test func aReaderIsToldEverythingOnceAndThenTheNews() throws {
        _ = broadcast.join()
        let first = broadcast.frame(after: nil)
        let whole = try read(first)
        #expect(whole.name == "state")
        #expect(Set(whole.json.keys) == Set(Show.Part.allCases.map(\.rawValue)))
        #expect(rows(whole.json) == [[1, 0.5]])
        #expect(
            (whole.json["head"] as? [String: Any])?["title"] as? String == "a <b> \"title\" & more\u{2028}")
        #expect(broadcast.frame(after: first?.number) == nil)

        broadcast.change(.rows) { $0.record.table.rows.append([2, nil]) }
        broadcast.change(.rows) { $0.record.table.rows.append([3, .infinity]) }
        #expect(broadcast.frame(after: first?.number) == nil)
        broadcast.tick()
        let second = broadcast.frame(after: first?.number)
        let news = try read(second)
        #expect(news.name == "change")
        #expect(Array(news.json.keys) == ["rows"])
        #expect((news.json["rows"] as? [[Any]])?.map { $0.count } == [2, 2])
        #expect(((news.json["rows"] as? [[Any]])?[1][1]) is NSNull)
        broadcast.tick()
        #expect(broadcast.frame(after: second?.number) == nil)
    }

    /// All rows reach every reader once, however they join and whatever they miss.
    @Test func noRowIsToldTwice() throws {
        _ = broadcast.join()
        var chance = SystemRandomNumberGenerator()
        var (last, seen): (Int?, [Double]) = (nil, [])
        for step in 2...400 {
            broadcast.change(.rows) { $0.record.table.rows.append([Double(step), 0]) }
            if Int.random(in: 0..<3, using: &chance) == 0 { broadcast.tick() }
            // Sometimes a reader is away for a long time.
            guard step < 100 || step > 200, Int.random(in: 0..<4, using: &chance) == 0 else { continue }
            while let frame = broadcast.frame(after: last) {
                let (name, json) = try read(frame)
                let steps = (rows(json) ?? []).map { $0[0] }
                seen = name == "state" ? steps : seen + steps
                last = frame.number
            }
        }
        broadcast.tick()
        while let frame = broadcast.frame(after: last) {
            let (name, json) = try read(frame)
            seen = (name == "state" ? [] : seen) + (rows(json) ?? []).map { $0[0] }
            last = frame.number
        }
        #expect(seen == (1...400).map(Double.init))
    }

    @Test func aSlowReaderIsToldEverythingAnew() throws {
        _ = broadcast.join()
        let first = try #require(broadcast.frame(after: nil))
        for step in 1...20 {
            broadcast.change(.head) { $0.head.step = step }
            broadcast.tick()
        }
        let next = broadcast.frame(after: first.number)
        #expect(try read(next).name == "state")
        #expect(broadcast.frame(after: next?.number) == nil)
    }

    @Test func withoutReadersNothingIsMade() throws {
        broadcast.change(.head) { $0.head.step = 7 }
        broadcast.tick()
        #expect(broadcast.readers == 0)
        let reader = broadcast.join()
        #expect(broadcast.readers == 1)
        let frame = try #require(broadcast.frame(after: nil))
        #expect((try read(frame).json["head"] as? [String: Any])?["step"] as? Int == 7)
        broadcast.leave(reader)
        #expect(broadcast.readers == 0)
    }

    @Test func theEndIsTold() throws {
        let reader = broadcast.join()
        let first = try #require(broadcast.frame(after: nil))
        broadcast.close()
        var (last, names): (Int, [String]) = (first.number, [])
        #expect(broadcast.hasEnded)
        #expect(reader.wake.wait(timeout: .now() + 60) == .success)
        while let frame = broadcast.frame(after: last) {
            names.append(try read(frame).name)
            last = frame.number
        }
        #expect(names == ["end"])
    }

    /// Rows beyond what a chart can show are thinned, those with outcomes apart from the rest.
    @Test func manyRows() throws {
        broadcast.replace { show in
            show.record.table = Table(
                columns: [.step, Column("modes", .outcome)],
                rows: (1...50_000).map { [Double($0), $0 % 100 == 0 ? 8 : nil] })
        }
        let rows = try #require(try read(broadcast.frame(after: nil)).json["rows"] as? [[Any]])
        #expect(rows.count == 2000)
        #expect(rows.count { $0[1] is Double } == 500)
        let steps = rows.compactMap { $0[0] as? Double }
        #expect(steps == steps.sorted() && steps.last == 50_000)
    }

    /// An orbit that has come to rest is sent as far as it can be seen, and its last point.
    @Test func pointsOfAnOrbit() throws {
        let points = (0..<20_000).map { step in
            let (angle, radius) = (0.3 * Double(step), exp(-0.01 * Double(step)))
            return Point(radius * cos(angle), radius * sin(angle))
        }
        broadcast.replace { show in
            show.game = GameRecord(
                title: "", frame: Frame(centre: .zero, halfSide: 1), equilibria: [],
                panels: [.init(title: "", field: [], lines: [.init(name: "", points: points)])])
        }
        let game = try #require(try read(broadcast.frame(after: nil)).json["game"] as? [String: Any])
        let places = try #require(game["places"] as? [Int])
        let orbit = try #require(game["orbit"] as? [Double])
        #expect(game["count"] as? Int == 20_000 && orbit.count == 2 * places.count)
        #expect(Array(places.prefix(100)) == Array(0..<100) && places.last == 19_999)
        #expect((400...1000).contains(places.count))
        for (index, place) in places.enumerated() {
            #expect(abs(orbit[2 * index] - points[place].x) < 1e-3)
        }
    }

    @Test func momentsThatWereRecorded() throws {
        let surface = Surface(
            xs: [0, 1], ys: [0, 1], scores: [1, -2, .nan, 4], gradients: [], meaning: .critic)
        broadcast.replace { show in
            show.record.snapshots = [Samples(step: 5, points: [Point(1, 2)]), Samples(step: 9, points: [])]
            show.record.surfaces = [SurfaceRecord(step: 5, surface: surface)]
        }
        #expect(broadcast.moment(step: 6) == nil)
        let text = try #require(broadcast.moment(step: 5))
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["samples"] as? [Double] == [1, 2])
        let found = try #require(json["surface"] as? [String: Any])
        #expect(found["meaning"] as? String == "critic")
        let scores = try #require(found["scores"] as? [Any])
        #expect(scores[2] is NSNull)
        #expect(scores[1] as? Double == -2)
    }
}

/// Numbers of pictures need few digits, and no more may be lost than a pixel shows.
@Suite struct PageTextTests {
    @Test(arguments: [1e-12, 3e-4, 0.7, 1, 42, 9.99e5, 1e17]) func digitsOfAPicture(largest: Double) throws {
        let values = (0...200).map { largest * (Double($0) / 100 - 1) } + [0]
        let text = PageText.numbers(values)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Double])
        #expect(zip(read, values).allSatisfy { abs($0 - $1) <= largest / 2000 })
        #expect(text.utf8.count < values.count * 12)
    }

    /// Four digits, whatever the size.
    @Test(arguments: [1.23456e-200, -1.23456e-7, 0.99996, 1.23456, -98765.4, 1.23456e200])
    func digitsOfACurve(value: Double) throws {
        let text = PageText.rough([value])
        let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Double])
        #expect(abs(read[0] - value) <= 5.001e-4 * abs(value))
        if (1e-9...1e9).contains(abs(value)) { #expect(text.utf8.count <= 12) }
    }

    @Test func whatIsNotFinite() {
        #expect(PageText.rough([.nan, 0, .infinity]) == "[null,0,null]")
        #expect(PageText.numbers([.nan, .infinity, 1]) == "[null,null,1]")
        #expect(PageText.numbers([]) == "[]")
        #expect(PageText.numbers([0, 0]) == "[0,0]")
        #expect(PageText.number(.nan) == "null")
    }
}
