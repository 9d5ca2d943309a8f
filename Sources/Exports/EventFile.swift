import Records
import Storage

/// A file of events as TensorBoard reads them: records of TensorFlow's TFRecord format, each a message `Event` of
/// tensorflow/core/util/event.proto. The fields are those of tensorboard/compat/proto.
struct EventFile {
    private(set) var bytes: [UInt8] = []

    /// - Parameter wallTime: seconds since 1970, as of every event.
    init(beginningAt wallTime: Double) {
        var event = ProtocolBuffer()
        event.add(Field.wallTime, wallTime)
        event.add(Field.fileVersion, "brain.Event:2")
        append(event)
    }

    private enum Field {
        // Event
        static let (wallTime, step, fileVersion, summary) = (1, 2, 3, 5)
        // Summary
        static let value = 1
        // Summary.Value
        static let (tag, simpleValue, image) = (1, 2, 4)
        // Summary.Image
        static let (height, width, colorspace, encoded) = (1, 2, 3, 4)
    }

    /// Numbers of one step. They are single precision in the format.
    mutating func append(_ scalars: [(tag: String, value: Double)], step: Int, at wallTime: Double) {
        append(
            step, wallTime,
            scalars.map { scalar in
                var value = ProtocolBuffer()
                value.add(Field.tag, scalar.tag)
                value.add(Field.simpleValue, Float(scalar.value))
                return value
            })
    }

    /// A picture, as the bytes of its PNG file.
    mutating func append(_ tag: String, png: [UInt8], _ size: PNGSize, step: Int, at wallTime: Double) {
        var image = ProtocolBuffer()
        image.add(Field.height, size.height)
        image.add(Field.width, size.width)
        // Red, green, blue.
        image.add(Field.colorspace, 3)
        image.add(Field.encoded, png)
        var value = ProtocolBuffer()
        value.add(Field.tag, tag)
        value.add(Field.image, image)
        append(step, wallTime, [value])
    }

    private mutating func append(_ step: Int, _ wallTime: Double, _ values: [ProtocolBuffer]) {
        var summary = ProtocolBuffer()
        for value in values { summary.add(Field.value, value) }
        var event = ProtocolBuffer()
        event.add(Field.wallTime, wallTime)
        event.add(Field.step, step)
        event.add(Field.summary, summary)
        append(event)
    }

    /// As a record: its length, the masked checksum of the length, itself, and its masked checksum.
    private mutating func append(_ event: ProtocolBuffer) {
        let length = UInt64(event.bytes.count).littleEndianBytes
        bytes += length + Self.masked(CRC32.castagnoli(length)).littleEndianBytes
        bytes += event.bytes + Self.masked(CRC32.castagnoli(event.bytes)).littleEndianBytes
    }

    /// As tensorflow/core/lib/hash/crc32c.h masks it: turned right by 15 bits, plus a constant.
    private static func masked(_ crc: UInt32) -> UInt32 { (crc >> 15 | crc << 17) &+ 0xa282_ead8 }
}

/// How large the picture in a PNG file is, as its first chunk says.
struct PNGSize: Equatable {
    let width: Int
    let height: Int

    /// Nil for what does not begin as a PNG file.
    init?(of file: [UInt8]) {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard file.count >= 24, file.starts(with: signature), file[12..<16].elementsEqual("IHDR".utf8) else {
            return nil
        }
        func number(at place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(at: 16), number(at: 20))
    }
}
